"""What requests ask for and no script of ours does: changes, and nouns that no topic covers. Pure data."""

from typing import Final

CHANGES: Final = (
    "'configure|'configures|'reconfigure|'reconfigures|'upgrade|'upgrades|'downgrade|'downgrades|'deploy|'deploies|'commit|'commits|'delete|'deletes|'remove|'removes|'bounce|'bounces|'drain|'drains|'kill|'kills|'fix|'fixes|'repair"
    "|'repairs|'edit|'edits|'modify|'modifies|'flush|'flushes|'replace|'replaces|'install|'installs|'provision|'provisions|'reprovision|'reprovisions|'restore|'restores|'inject|'injects|'assign|'assigns|'configuring|'reconfiguring|'reboot|rebooting|'reload|'restart|'clear|clears|'disable|disables|"
    "'enable|enables|rollback|'wr|'apply|applies|overwrite|gnoi | write mem|memory | copy running_config|run|running startup_config|start|startup? | roll back | push !me WORD | shut|shutting|shuts down? !!( CHANGED_THING | MARKED ) | shut ethernet|it|them | "
    "no shut|shutdown | 'set|sets|setting up? DET* !of WORD | 'change DET WORD | turn it|them? off|on | bring it|them? up|down|back | "
    "hard|soft? 'reset | toggle DET | drop DET WORD | raise the|its !alarm WORD | lower the|its WORD | "
    "add|put|insert|create NEW* route|neighbor|neighbour|vlan|interface|acl|user|peer|description|loopback|static|address | create DET? vlan|interface|neighbor|neighbour|acl|user|vrf|loopback | "
    "AGAIN !!( DONE_TO ) !!( WORD !script ) | <and|then 'reboots|'restarts|'reloads|'resets|'changes | gnmi sets|set | set request|rpc | "
    "power cycle|cycling | advertise a|an|the | withdraw a|an|the"
)
"""What changes a device, or may."""

MISSING: Final = (
    ("cdp|rip|ripng|ripv2|eigrp|babel|rsvp|srv6|evpn|vxlan | segment routing | mac vrf", ""),
    ("igmp|msdp|ospfv3", ""),
    ("hsrp|glbp|ptp|dhcp|dns|aaa|tacacs|radius", ""),
    ("firewall|nat|ipsec|vpn|tunnel|qos|queue|policer|buffer", ""),
    ("dom|voltage|poe", ""),
    ("licence|license|certificate | line card | linecard", ""),
    ("audit 'log file|message?", ""),
    ("account|password|logins | user account | logged in user", ""),
    ("config|configuration diff | unsaved|candidate config|configuration | backup | back up", ""),
    ("jitter|iperf | throughput test", ""),
    ("community", ""),
    ("duplex|disk|disc|storage|flash|daemon|container | crc error?", ""),
    ("database|influx|influxdb|prometheus|grafana|kafka|slack|teams|email|mail|webhook|telegram|sms|pager|pagerduty|mqtt|http | e mail", ""),
    ("graph|plot|chart|dashboard|gui|webpage | web page", ""),
    ("bgp adj_rib in|out?", "BGP Adj-RIB"),
    ("topology|clab|inventory|lab file", "topology file"),
    ("docker|ethtool|sysctl|iptables|nft|ifconfig|dmesg|systemctl|journalctl|uname | bridge vlan", ""),
    ("tcpdump|wireshark|pcap|sniff | packet capture", "packet capture"),
    ("exit code|status NUMBER? | exit NUMBER | return code | non zero exit | nonzero exit", "exit status"),
    ("kpps|mpps|gpps | byte|kbyte|mbyte|gbyte / s|sec | kbyte|mbyte|gbyte per|a WORD", "rates in bytes or packets"),
    ("in the form|format|shape|layout|style of? !( of|a|an* WORD? OUR_FORM ) | formatted as|like !( a|an? WORD? OUR_FORM )", "own layouts"),
    ("accepted bgp? prefix|route | prefix|route accepted", "accepted prefixes"),
    ("last night | last|past week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday | earlier today|this_week | NUMBER o'clock | "
     "at NUMBER am|pm | in|over|during|for the last|past WORD WORD? | since? yesterday | history | historical", "the past"),
    ("separate|own|different|single? files | a|an|one WORD? file per|for_each|for_every WORD", "several files"),
)  # fmt: skip
"""What people ask for and no script of ours does; an empty name: as the request has it."""

PLAIN: Final = frozenset(("fan", "ping", "disk", "disc", "plot", "mail", "bond", "med", "fans"))
"""Short words of it that are no abbreviations."""

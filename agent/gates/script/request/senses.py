"""The words in which people say what is done with an answer: one place for each meaning. Pure data.

A word stands in its base form, whose inflections are known; a phrase has `_` between its words. `PARTS` are shapes
that others are made of (see `shapes.py`).
"""

from typing import Final

from agent.gates.script.request.columns import COLUMN, LIST
from clab.number_words import NUMBERS as WHOLE
from clab.topic_words import TOPIC_PARTS, TOPIC_SENSES

NUMBERS: Final = {
    **{word: number for word, number in WHOLE.items() if number}, "a": 1, "an": 1, "single": 1, "both": 2, "other": 2,
    "hundred": 100, "half a": 0.5, "half an": 0.5, "half": 0.5, "a half": 0.5, "couple of": 2,
}  # fmt: skip

SENSES: Final = {
    **TOPIC_SENSES,
    "NUMBER": " ".join(word.replace(" ", "_") for word in NUMBERS),
    # small words
    "DET": "the a an any all its it's their his my our these those this that every each own such",
    "ALL_OF": "the any all",
    "JOIN": "and then please but also or plus so , ; : . - & with",
    "AND": "and & / + , plus or versus vs as_well_as",
    "TOO": "too also included as_well",
    "JUST": "only just simply please",
    "BE": "is are be was were has been have had am",
    "OUGHT": "must should shall has_to have_to need_to can will would",
    "IF": "if when whenever in_case where",
    "ME": "me us",
    "THEM": "it them that this these those everything they both all both_ends both_sides the_two it_all",
    "OF": "of on from at across in for",
    "QUOTE": "\" ' \u201c \u201d \u2018 \u2019 `",
    "OPEN": "(",
    "CLOSE": ")",
    "WHO": "i we you it somebody someone they",
    "WHOSE": "i we you they it he she my our the_team student the_boss the_noc people somebody someone everybody",
    # what is printed
    "SAY": "draw print say write tell show report output display list give let_me_know mark put flag point_out let answer",
    "ROW": "route peer neighbor neighbour session interface port row entry one adjacency prefix address value link line output",
    "NODE": "node router leaf spine device switch box host target machine",
    "PORT": "interface port link ones one",
    "WHOLE": "table list row result output screen view line display",
    "SCREEN": "screen terminal console",
    "CLEAR": "clear wipe",
    "NUMBERS": "number count figure value",
    "COUNTER": "byte octet packet pkt frame error discard drop",
    "WAY_OF": "in out rx tx input output received sent dropped",
    "INWARD": "in input receive received rx ingress incoming",
    "OUTWARD": "out output sent tx egress outgoing",
    "USE": "usage use load utilization utilisation",
    "DETAIL": "column field information detail data",
    # order
    "SORT": "sort order rank",
    "SORT_BY": "by on after according_to",
    "MOST": "most highest largest biggest greatest busiest longest oldest worst heaviest slowest",
    "LEAST": "least fewest lowest smallest shortest youngest newest latest most_recent most_recently",
    "HIGH": "high highest large largest most big biggest",
    "LOW": "low lowest few fewest least small smallest",
    "DESCENDING": "descending desc decreasing decreasingly reversed reverse",
    "ASCENDING": "ascending asc increasing increasingly alphabetically alphabetical",
    "BUSY": "busiest most_loaded most_used most_utilized most_utilised",
    "GROUP": "group count split broken_down summarize summarise sum separate split_up tally",
    "GROUPED": "rd route_distinguisher vlan oper_state operational_state admin_state administrative_state protocol routing_protocol owner route_owner "
    "type state status as asn peer_as remote_as version area level peer_group next_hop nexthop",
    "COUNTING": "count how_many number total summary summarize summarise group tally broken split",
    # time
    "SECOND": "second sec s",
    "MINUTE": "minute min m",
    "HOUR": "hour h hr",
    "GIVE_UP": "give_up time_out timeout abort stop fail bail_out quit exit end wait try",
    "LIMIT": "time_out timeout time_limit limit deadline maximum max maximum_wait maximum_time max_wait max_time",
    "AT_MOST": "at_most up_to no_longer_than not_longer_than max maximum within",
    "EVENT": "session neighbor neighbour peer interface port adjacency change event one row match transition",
    "BEGIN": "start start_up begin began launch baseline first_sample first_poll first_round first_reading",
    "ROUND": "sample poll value interval round reading",
    "CAME": "come_up came_up go_up went_up go_down went_down change change_state change_their_state establish become_established boot reboot restart",
    "SUMMARY": "summary total count sum",
    "DELTA": "delta difference growth increment",
    "EARLIER": "last previous saved earlier stored old prior former recorded first",
    "NEXT": "next later second following subsequent further other",
    "RUN": "run time snapshot result output state file version copy baseline one call start execution execute launch",
    "LASTING": "every each sample poll interval s",
    "WAIT": "block wait hold loop sleep poll check repeat retry watch run look hang keep_trying keep_going keep_polling "
    "keep_checking keep_asking keep_waiting keep_watching keep_looking keep_on_trying keep_running keep",
    "MEANWHILE": "it them that this here on for there again_and_again in_a_loop repeatedly the a",
    "ENDLESS": "i you we ctrl it_is_stopped it_is_killed it_is_interrupted stopped killed interrupted further somebody "
    "someone the_user midnight tomorrow",
    "STORE": "save store keep write dump record remember put",
    "CHANGED": "change new different add go gone remove missing appear disappear difference differ",
    "CHANGE_TALK": "what which the only all any is are has have been was were or and , since then compared_to it them "
    "last_time me us row that there first if anything",
    # against each other
    "COMPARE": "compare diff check",
    "COMPARING": "compare comparison diff differ difference mismatch same",
    "MARKS": "flag mark highlight point_out",
    "DIFFERS": "differ different mismatch does_not_match do_not_match is_different are_different a_difference don't_match",
    "BOTH": "both all each either every",
    "SIDE": "end side of_them node router",
    "THING": "value one mtu version state speed as size software",
    "ASK": "are is say tell check whether if do does print show see me us",
    "ONLY_TIME": "script time file table way moment run output line again thing for with as",
    # left out
    "SKIP": "skip ignore exclude leave_out leave_off leave_away omit without except except_for but_not not_counting no not "
    "minus apart_from other_than all_but hide",
    "SPARE": "skip ignore exclude leave_out omit but_skip but_ignore hide",
    "INNER": "mgmt management loopback lo system irb internal virtual logical mgmt0 lo0 system0 irb0",
    "LOOP": "loopback loopback_interface lo lo0 system system0",
    "BODILY": "physical front_panel",
    # not there
    "ONE": "one any some a the an another",
    "UNREACHED": "unreachable not_reachable not_responding",
    "AWAY": "unreachable not_reachable not_responding offline dead away down",
    "CANNOT": "do_not don't did_not didn't doesn't does_not cannot can't won't fail_to can_not",
    "REPLY": "answer respond reply connect be_reached be_connected be_connected_to",
    "GONE": "unreachable down n_/_a na no_answer timeout failed error offline not_reachable dead",
    "CARRY_ON": "carry_on go_on continue move_on keep_going carry_on_with",
    "OTHERS": "rest other next remaining",
    "CRASH": "crash abort stop fail die break",
    "NEVER": "do_not don't must_not should_not never without not doesn't",
    "SECRET": "user_/_password username_/_password user_/_pass user_and_password username_and_password user_password "
    "credential login password",
    "FROM": "from via by through in as",
    "ENVIRONMENT": "env environment env_var env_variable environment_var environment_variable",
    # states
    "GOOD": "up established full working",
    "WELL": "good ok fine well clear okay healthy in_order",
    "OFF": "off away apart different wrong ahead behind deviate drift differ",
    "MACHINE": "machine host computer server pc laptop clock time system script",
    "OWN_MACHINE": "machine host computer server pc laptop local_clock local_time system_time",
    "RUNNING": "that which of run execute the this my script it",
    # status
    "EXIT": "exit return end finish quit terminate",
    "STATUS": "code status value",
    "ZERO": "0 zero success successfully",
    "ENDING": "with a an the exit return status code value of to",
    "JOB": "job build pipeline check ci run stage",
    "FITTING": "and with a an the overall proper matching right corresponding appropriate set use give return",
    "MUST": "must should has_to have_to need_to ought_to is_to are_to",
    "OTHERWISE": "otherwise else if_not not_all",
    # routes that are looked up
    "ROUTING": "route routing next_hop nexthop egress_interface egress_port out_interface outgoing_interface exit_interface reach forward "
    "lookup look_up destination longest packet_to packet_for traffic_to traffic_for path_to path_towards send_to",
    "PEERISH": "next_hop_is next_hop_of next_hop nexthop neighbor neighbour peer session bgp with from via through router node device at on",
    "NET": "prefix route network subnet destination address host",
    "INSIDE": "within inside under below covered_by part_of subnet_of sub_net_of more_specific belong_to fall_in fall_into "
    "fall_under contained_in with_in",
    "ASKS": "check verify make_sure test assert confirm whether pass missing present exist is_there are_there yes",
    "HAVING": "have got there installed known learn carry contain know",
    "LACKING": "lack miss has_no have_no had_no with_no got_no is_missing are_missing does_not_have do_not_have don't_have "
    "doesn't_have without",
    "SENDS": "send reach forward get go point talk use take",
    "CARGO": "a_packet packet traffic data something it one",
    "WAY_NAME": "gnmi cli ssh netmiko",
    "HOP": "next_hop nexthop out_interface out_port outgoing_interface outgoing_port egress_interface egress_port exit_interface "
    "exit_port",
    # ways, times and values
    "ONCE": "once one_time 1_time 1_x one_shot oneshot one_off single_shot a_single_time snapshot only_one_time",
    "ROUTER_LSA": "router network summary external",
    "GETS": "go is are get rise climb be being was were fall drop sink",
    "BIGGER": "greater more higher larger bigger older longer",
    "SMALLER": "less fewer lower smaller younger newer shorter",
    "NOT_EQUAL": "!_=",
    "PEER": "peer neighbor neighbour",
    "SYSTEM": "system device host node switch router",
    "ORDINAL": "2nd 3rd 4th 5th 10th",
    "PING": "ping traceroute tracepath trace_route",
    "RTT": "rtt latency delay round_trip_time roundtrip_time",
    "MEMBER": "router node device switch spine leaf leafs host client server box",
    "FOLD": "min minimum max maximum avg average mean peak lowest highest",
    "RED": "red",
    "GREEN": "green",
    "COLOR": "color colour colored coloured with_colors with_colours in_color in_colour",
    "STATE_WORD": "2-way two-way 2_way two_way full init exstart idle active established connect",
    "OPTION": "interval poll_interval polling_interval period cadence timeout duration runtime format output_format node_name node "
    "host target device router count number_of_samples number_of_polls number_of_iterations filename",
    "CONSECUTIVE": "in_a_row consecutive in_succession running in_sequence one_after_another successive back_to_back",
    "RETRY": "retry retries try_again try_it_again reconnect attempt",
    "OWN_FILE": "a an one separate own individual different single text config output log raw the its their named called",
    "DATE": "date timestamp time_stamp date_and_time",
    "FILE_NAME": "filename file_name name filenames",
    "SHOWN": "ip ipv6 bgp version vlan mac lldp arp isis interface running_config running startup_config inventory environment clock ntp "
    "bfd mlag vxlan spanning_tree port_channel vrf route_map platform network_instance system router",
    "NO_COMMAND": "difference change what which only the all me us new it them a an",
    "COMMAND_ENDS": "and then on from at for of every each via with over through using once and as in to",
    "CHANGING": "change touch modify configure",
    "DAY": "tomorrow today midnight noon monday tuesday wednesday thursday friday saturday sunday",
    "CHANGED_THING": "the it a an any all every interface port ethernet eth bgp that them this",
    "NEW": "a an the new another some bgp static ospf ip ipv4 ipv6 more",
    "AGAIN": "reboots restarts reloads resets rebooting restarting reloading power_cycles powers_off",
    "DONE_TO": "the them it that those this any all every each both down",
    "OUR_FORM": "table json csv list line markdown",
    # what is told beside
    "OCCASION": "crontab monitoring nagios ci homework exam class course boss report documentation noc thesis lab_report change_window change_ticket cron",
    "FINE_ONES": "clean good healthy ok fine other others working rest remaining",
    "TELLER": "these those this that it he she we they i my our the there both it's that's i'm we're they're there's",
    "WISH": "should must has_to have_to need want would like may can could shall will not no never only except without n't "
    "please output format column sorted same every each all any don't doesn't isn't aren't",
}  # fmt: skip
"""What words mean."""

PARTS: Final = {
    **TOPIC_PARTS,
    "TYPED": "netmiko | ssh | cli | command line | commandline | vtysh | show commands|command",
    "DENIED": "not|no|without|instead_of|rather_than|do_not_use|don't_use|avoid the|a|by|via|use|with|over*",
    "COMMAND": "'show !NO_COMMAND ( !COMMAND_ENDS WORD )*",
    "COMMANDS": "COMMAND ( COMMAND_JOIN COMMAND )*",
    "CLI_COMMAND": "'show SHOWN ( !COMMAND_ENDS WORD )*",
    "COMMAND_JOIN": "( , | ; | & | + | and | then )*",
    "UP_OR_DOWN": "up or down | down or up | up and down",
    "UNIT": "milliseconds:ms|millisecond | days:day|d | hours:HOUR | minutes:MINUTE | SECOND",
    "EVERY": "once? every|each|per | once in? a|an|per|every|each | sample ( every | at | interval )? | poll|refresh|update it? at|every|each | "
    "poll|refresh|update it? once a|per|every | at? interval of|is? | with a|an interval of | frequency | cadence | repeat it? every|each",
    "LASTS": "and? then? stop|end|exit|quit|finish|run|running|keep_going|keep_running it|by_itself? after|for | "
    "for ( the_next | a_total_of | about )? | over|during the_next? | within the next | lasting | "
    "the? total|run|over_all|overall? duration|runtime|run_time of|is? | time limit of|is? | timelimit of|is? | total of",
    "COLUMN": COLUMN,
    "LIST": LIST,
    "THESE": "THEM | ALL_OF? ROW | ALL_OF? WHOLE",
    "RECENCY": "how recent|recently ( THEM CAME | !THEM ) | last state? change time? | time of? the? last state? change",
    "BY_TIME": "( newest | youngest | latest | most recent|recently | oldest | longest ) WORD? first",
    "WAY": ",? OPEN? in? ( down:DOWN_WAY | up:UP_WAY ) order? CLOSE?",
    "DOWN_WAY": "DESCENDING | MOST WORD? first | MOST WORD? at|on the? top | from HIGH to LOW | HIGH to LOW",
    "UP_WAY": "ASCENDING | LEAST WORD? first | from LOW to HIGH | LOW to HIGH",
    "SPAN": "number:NUMBER UNIT",
    "INNERS": "ALL_OF* INNER PORT? ( AND* ALL_OF* INNER PORT? )*",
    "HOW_MANY": "how many ( of WHICH )? BE?",
    "WHICH": "them|those|these|which | the WORD",
    "NOT_GOOD": "down | not GOOD? | non GOOD | the? other | broken",
    "OR": "( , | / | ; | and | or | & | with | versus | vs )*",
    "EACH_NODE": "per|for_each NODE | for|on each|every NODE",
    "NOT_SO": "IF it|this|that|they? ( BE? not so|true|the_case|equal|identical? | they|values|numbers? differ ) ,? then? it|the_script?",
    "ONE_NODE": "ONE NODE | ONE of WHICH | one|any|some|another",
    "NO_ANSWER": "CANNOT REPLY | BE UNREACHED | cannot|can't|can_not be reached | time out | refuse the? connection?",
    "NODE_AWAY": "ONE_NODE NO_ANSWER | ONE NODE BE AWAY | ONE of the NODE BE AWAY",
    "AS_GONE": "( SAY THEM|its|this_one? ROW? ( as | with | a | the | in its|the ROW )* QUOTE? word:GONE QUOTE? "
    "( for it|that|those one? | instead | there | in its|the|that WORD )* )",
    "ADDED": ",|; ( and | then )? ( SAY ME? )? ( what|how_much BE? ( added | grown | grew | increased | counted | come ) | the? DELTA|increase ) ( in_between | since )?",
    "LATER": "IF WHO BE? RUN THEM|script? again|later|anew|next_time? ,? | on|at|in|during DET? NEXT RUN ,? | "
    "then|later|afterwards|next_time|after_that ,? | each|every time WHO BE? RUN THEM? ,?",
    "CHANGES": "( CHANGE_TALK | CHANGED | ROW )*",
    "FINE": "all is|are|of_them* WELL | everything is? WELL | ok | okay | none | no problem | nothing found? | so",
    "NONE_FOUND": "IF ( there is|are? none|nothing | there is|are? no WORD WORD? | there aren't|isn't any | "
    "none ( of them )? is|are? WORD? | nothing is? WORD? | all is|are|of_them* WORD | everything is? WORD | it_is? WELL | "
    "that is the case | not | no WORD is|are WORD? ) | otherwise | else",
    "SOME_FOUND": "IF you|it|we|i find|found|see one|any|some|something|such? | IF some|any|one|something|at_least_one|there_is_some|there_are_some|there_is_any|there_are_any|there_is_one "
    "WORD? is|are? found|listed|shown|printed?",
    "IN_OTHER_CASE": "IF any|one|a|some pair|WORD? fail | otherwise | else | if not | IF so|any | IF there is|are any|some|one | IF one is | "
    "IF any is|are|of_them* WORD? | IF any fail | IF something is wrong | IF not WELL | IF not all WORD? WORD? WORD?",
    "ENDS": "EXIT ( the? script|job|build|run|program )? ENDING* | with|set|use|give|and|have a|an|the? !!non | "
    "( FITTING | its )* exit|return|status STATUS ( OUGHT | of | is | be | to | as | = )*",
    "NOT_ZERO": "( code:POSITIVE !SECOND|MINUTE|HOUR | one | non zero | nonzero | not zero | a|an error|failure STATUS? ) "
    "( exit|return|status? STATUS )?",
    "YES": "yes or|and|/? no",
    "PASS": "QUOTE? pass QUOTE? or|and|/ QUOTE? fail|failure QUOTE?",
    "LOOKED_UP": "( DET | NUMBER | following | exact | ip | ipv4 | ipv6 )* ( NET to|for|toward|towards|of|in|INSIDE? | entry for )? :|,*",
}  # fmt: skip
"""Shapes that others are made of."""

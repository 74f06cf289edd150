"""What a script may use, as tables: libraries, and the names by which Python and the two libraries do harm. Pure data.

What a person may approve has a word of its own in `APPROVALS`; a name here maps to the word that it needs.
"""

import re
import sys
from typing import Final


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


IMPORTS: Final = frozenset(
    re.findall(
        r"\w+",
        """__future__ argparse base64 bisect calendar collections concurrent contextlib copy csv dataclasses datetime
        decimal enum fractions functools getpass hashlib heapq io ipaddress itertools json logging math numbers operator
        os platform pprint queue random re secrets shlex signal statistics string sys textwrap threading time traceback
        types typing typing_extensions unicodedata uuid warnings zoneinfo google grpc netmiko ntc_templates pygnmi
        rich textfsm""",
    )
)
UNTRIED: Final = frozenset(
    words("""
        napalm scrapli ncclient nornir nornir_netmiko nornir_napalm nornir_scrapli nornir_utils paramiko
        asyncssh pexpect puresnmp pysnmp jnpr junos_eznc pyeapi cisco_gnmi gnmi aiognmi scrapli_netconf
        ciscoconfparse pyats genie unicon ansible fabric telnetlib requests httpx aiohttp urllib3 websocket
        websockets docker scapy snmp easysnmp
    """)
)
"""Libraries that reach devices in ways for which there is nothing here to try them against."""

APPROVALS: Final = {
    "set": "gNMI Set",
    "config": "configuration commands",
    "files": "files",
    "processes": "other programs",
    "eval": "code made of text",
    "network": "other libraries and addresses",
}
"""What a person may approve, and in which words."""

OS: Final = frozenset({"environ", "getenv", "linesep", "sep", "EX_OK"})
SYS: Final = frozenset(
    words("""
        argv exit stdout stderr stdin platform version version_info executable maxsize exc_info getsizeof
        byteorder flags float_info hexversion implementation getdefaultencoding intern excepthook
        stdlib_module_names
    """)
)
NAMES: Final = {
    "open": "files",
    **dict.fromkeys(
        words("""
        eval exec compile __import__ globals locals vars setattr delattr __builtins__ __loader__ __spec__
    """),
        "eval",
    ),
    "breakpoint": "processes",
}
"""Names of Python's own that a script may not even mention."""

ATTRIBUTES: Final = {
    **dict.fromkeys(words("set_with_retry SetRequest Set"), "set"),
    **dict.fromkeys(words("unary_unary unary_stream stream_unary stream_stream"), "set"),
    **dict.fromkeys(
        words("""
        send_config_set send_config_from_file config_mode exit_config_mode check_config_mode save_config
        commit file_transfer FileTransfer InLineTransfer SCPConn redispatch write_channel run_ttp
        enter_cli_mode tmsh_mode send_command_w_enter send_command_with_y special_login_handler std_login
        serial_login telnet_login normalize_cmd set_base_prompt set_terminal_width session_preparation
        password_change_prompt TelnetFallback remote_conn remote_conn_pre exec_command invoke_shell
        open_session open_sftp ConnUnify
    """),
        "config",
    ),
    **dict.fromkeys(
        words("""
        write_text write_bytes FileIO open_code FileHandler RotatingFileHandler TimedRotatingFileHandler
        WatchedFileHandler FileType save_text save_html save_svg fromfile loadtxt savetxt NamedTemporaryFile
        TemporaryFile extractall read_text read_bytes open ConnLogOnly
    """),
        "files",
    ),
    **dict.fromkeys(
        words("""
        fork forkpty system popen posix_spawn spawnl spawnv execv execve ProcessPoolExecutor Popen
        check_output check_call
    """),
        "processes",
    ),
    **dict.fromkeys(
        words("""
        attrgetter methodcaller get_field vformat get_type_hints ForwardRef make_dataclass dictConfig
        fileConfig FunctionType LambdaType CodeType MethodType BuiltinFunctionType evaluate_forward_ref
        get_annotations tb_frame tb_next f_globals f_locals f_builtins f_back f_code gi_frame gi_code gi_yieldfrom
        cr_frame ag_frame
        co_code import_module find_spec run_path run_module call_tracing setprofile settrace
        eval_type
    """),
        "eval",
    ),
    **dict.fromkeys(
        words("""
        SocketHandler DatagramHandler HTTPHandler SMTPHandler SysLogHandler
    """),
        "network",
    ),
}
"""Names behind a dot, and names that are imported, whoever has them."""

SENDS: Final = frozenset(
    words("""
        send_command send_command_timing send_command_expect send_multiline send_multiline_timing
    """)
)
"""netmiko's methods that type what they are given."""

STORED: Final = frozenset(
    words("""
        RETURN RESPONSE_RETURN TELNET_RETURN secret base_prompt username password send_command
        send_command_timing send_command_expect send_multiline find_prompt disable_paging cleanup disconnect
        select_delay_factor get subscribe capabilities global_cmd_verify
    """)
)
"""Attributes of a session or client that change what it does when they are given another value."""

MODULES: Final = {
    **dict.fromkeys(
        words("""
        subprocess multiprocessing pty code pdb cmd sched os posix nt _posixsubprocess
    """),
        "processes",
    ),
    **dict.fromkeys(
        words("""
        socket ssl http urllib xmlrpc ftplib smtplib poplib imaplib socketserver select selectors asyncio
    """),
        "network",
    ),
    **dict.fromkeys(
        words("""
        pathlib shutil tempfile sqlite3 dbm shelve glob fileinput linecache zipfile tarfile gzip bz2 lzma
        mmap configparser codecs tokenize io
    """),
        "files",
    ),
    **dict.fromkeys(
        words("""
        pickle importlib ctypes builtins inspect marshal runpy ast dis gc weakref site imp pkgutil copyreg
        sys
    """),
        "eval",
    ),
}
"""Modules that are not on the list, or that other modules hold, by what they are for."""

HARMLESS_MODULES: Final = frozenset(
    words("""
        time datetime copy random bisect string queue statistics enum typing uuid fractions decimal calendar
        numbers platform dataclasses collections itertools json re math abc version select code token
    """)
)
"""Names of modules that are also names of harmless things in other modules (`datetime.time`, `sys.platform`)."""

HELD_MODULES: Final = frozenset(sys.stdlib_module_names) - HARMLESS_MODULES | {"paramiko", "cryptography", "config"}
FILE_KEYWORDS: Final = frozenset(
    words("""
        session_log filename log_file ssh_config_file fromfile_prefix_chars alt_key_file
        session_log_file_mode sock sock_telnet serial_settings
    """)
)
"""Arguments that name a file or another way to the device."""

TYPED_KEYWORDS: Final = frozenset({"default_enter", "response_return"})
"""Arguments that netmiko types behind every command."""

TARGET_WORDS: Final = re.compile(r"host|router|device|target|addr|node|switch|^ips?$|server|neighbou?r", re.IGNORECASE)
PRIVATE_DOMAINS: Final = frozenset(
    words("""
        local lab lan internal intranet private home corp test example invalid localhost arpa clab mgmt vm
        dc net1
    """)
)

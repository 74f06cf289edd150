"""Ways to change a device, its host or a file from a script, each under another name; the gate refuses every one.

`TRICKS` maps a name to the lines in the body of a session (`conn` of netmiko, `gc` of pygnmi) or to a whole script.
"""

from collections.abc import Mapping
from typing import Final

_CLI = """from netmiko import ConnectHandler

with ConnectHandler(device_type="cisco_ios", host="172.20.20.11", username="admin", password="admin") as conn:
    print(conn.send_command("show version"))
    try:
{body}
    except Exception as why:
        print(why)
"""
_GNMI = """from pygnmi.client import gNMIclient

PATH = "/interfaces/interface[name=ethernet-1/1]/state/oper-status"
with gNMIclient(target=("172.20.20.11", 57400), username="admin", password="admin", insecure=True) as gc:
    print(gc.get(path=[PATH], encoding="json_ietf"))
    try:
{body}
    except Exception as why:
        print(why)
"""
_COMMANDS: Final = {
    "reload": 'print(conn.send_command("reload"))',
    "bash": 'print(conn.send_command("bash reboot"))',
    "request": 'print(conn.send_command("request system reboot"))',
    "file-delete": 'print(conn.send_command("file delete /flash/x"))',
    "newline": 'print(conn.send_command("show version\\nreload"))',
    "carriage-return": 'print(conn.send_command("show version\\rreload"))',
    "joined": 'print(conn.send_command("re" + "load"))',
    "joined-show": 'print(conn.send_command("show version" + chr(10) + "reload"))',
    "semicolon": 'print(conn.send_command("show version ; reload"))',
    "backtick": 'print(conn.send_command("show `reboot`"))',
    "dollar": 'print(conn.send_command("show $(reboot)"))',
    "quote-leaves": "print(conn.send_command(\"vtysh -c 'show version'; reboot '\"))",
    "second-c": "print(conn.send_command(\"vtysh -c 'show version' -c 'configure terminal' -c 'no router bgp'\"))",
    "redirect-file": 'print(conn.send_command("show version > flash:x"))',
    "redirect-pipe": 'print(conn.send_command("show running-config | redirect flash:x"))',
    "tee": 'print(conn.send_command("show running-config | tee flash:x"))',
    "save": 'print(conn.send_command("show configuration | save x"))',
    "pipe-shell": 'print(conn.send_command("show version | bash"))',
    "display-set-delete": 'print(conn.send_command("show configuration | display set | request system halt"))',
    "ampersand": 'print(conn.send_command("show version & reboot"))',
    "set-command": 'print(conn.send_command("set interface counters mtu 9000"))',
    "clear": 'print(conn.send_command("clear ip bgp *"))',
    "debug": 'print(conn.send_command("debug ip bgp"))',
    "copy": 'print(conn.send_command("copy running-config startup-config"))',
    "write": 'print(conn.send_command("wr"))',
    "tools": 'print(conn.send_command("tools system reboot"))',
    "sh": 'print(conn.send_command("sh -c reboot"))',
    "do": 'print(conn.send_command("do reload"))',
    "start-shell": 'print(conn.send_command("start shell command reboot"))',
    "expect": 'print(conn.send_command_expect("reload in 1"))',
    "timing": 'print(conn.send_command_timing("configure terminal"))',
    "multiline": 'print(conn.send_multiline(["configure terminal", "hostname x"]))',
    "multiline-pairs": 'print(conn.send_multiline([["reload", "confirm"], ["", "#"]]))',
    "write-channel": 'conn.write_channel("reload\\n")',
    "remote-conn": 'conn.remote_conn.sendall(b"reload\\n")',
    "config-mode": "conn.config_mode()",
    "config-set": 'print(conn.send_config_set(["hostname x"]))',
    "config-file": 'print(conn.send_config_from_file("x.cfg"))',
    "commit": "conn.commit()",
    "save-config": "conn.save_config()",
    "bound": 'push = conn.send_config_set\n        print(push(["hostname x"]))',
    "tuple": 'for do in (conn.find_prompt, conn.send_config_set):\n            print(do(["hostname x"]))',
    "dict-of-methods": 'do = {"a": conn.send_config_set}\n        print(do["a"](["hostname x"]))',
    "bound-send": 'run = conn.send_command\n        print(run("reload"))',
    "map-send": 'print(list(map(conn.send_command, ["show version", "reload"])))',
    "list-changed": 'commands = ["show version"]\n        commands[0] = "reload"\n'
    "        print(conn.send_command(commands[0]))",
    "list-grown": 'commands = ["show version"]\n        commands.append("reload")\n'
    "        for each in commands:\n            print(conn.send_command(each))",
    "list-alias": 'commands = ["show version"]\n        other = commands\n        other[0] = "reload"\n'
    "        for each in commands:\n            print(conn.send_command(each))",
    "list-insert": 'commands = ["show version"]\n        commands.insert(0, "reload")\n'
    "        for each in commands:\n            print(conn.send_command(each))",
    "inner-list": 'table = {"a": ["show version"]}\n        table["a"].append("reload")\n'
    '        for each in table["a"]:\n            print(conn.send_command(each))',
    "loop-list": 'table = {"a": ["show version"]}\n        for some in table.values():\n'
    '            some.append("reload")\n        for each in table["a"]:\n            print(conn.send_command(each))',
    "conditional": 'print(conn.send_command("show version" if conn else "reload"))',
    "reversed-text": 'print(conn.send_command("daoler"[::-1]))',
    "bytes": "print(conn.send_command(bytes([114, 101, 108, 111, 97, 100]).decode()))",
    "replace": 'print(conn.send_command("show version".replace("show version", "reload")))',
    "percent": 'print(conn.send_command("%s" % "reload"))',
    "format": 'print(conn.send_command("{}".format("reload")))',
    "star": 'print(conn.send_command(*["reload"]))',
    "keyword-dict": 'print(conn.send_command(**{"command_string": "reload"}))',
    "keyword": 'print(conn.send_command(command_string="reload"))',
    "enable-command": 'conn.enable("reload")',
    "return": 'conn.RETURN = "\\nreload\\n"\n        print(conn.send_command("show version"))',
    "normalize": 'conn.normalize_cmd = lambda command: "reload\\n"\n        print(conn.send_command("show version"))',
    "answer-of-device": "print(conn.send_command(conn.find_prompt()))",
    "input": "print(conn.send_command(input()))",
}
_SETS: Final = {
    "set": "print(gc.set(delete=[PATH]))",
    "set-positional": "print(gc.set([PATH]))",
    "set-retry": "print(gc.set_with_retry(delete=[PATH]))",
    "bound-set": "push = gc.set\n        print(push(delete=[PATH]))",
    "tuple-set": "for do in (gc.get, gc.set):\n            print(do(delete=[PATH]))",
    "walrus": "(do := gc.set)(delete=[PATH])",
    "lambda": "(lambda client: client.set(delete=[PATH]))(gc)",
    "default-argument": "def run(do=gc.set):\n            return do(delete=[PATH])\n\n        print(run())",
    "class-of": "print(type(gc).set(gc, delete=[PATH]))",
    "class-itself": "print(gNMIclient.set(gc, delete=[PATH]))",
    "getattr": 'print(getattr(gc, "set")(delete=[PATH]))',
    "getattr-made": 'print(getattr(gc, "se" + "t")(delete=[PATH]))',
    "getattr-alias": 'look = getattr\n        print(look(gc, "set")(delete=[PATH]))',
    "getattr-map": 'print(list(map(getattr, [gc], ["set"])))',
    "dunder-getattribute": 'print(gc.__getattribute__("set")(delete=[PATH]))',
    "dunder-dict": 'print(type(gc).__dict__["set"](gc, delete=[PATH]))',
    "vars": 'print(vars(gNMIclient)["set"](gc, delete=[PATH]))',
    "match": "match gc:\n            case gNMIclient(set=push):\n                print(push(delete=[PATH]))",
    "subscripted-dir": "names = [each for each in dir(gc) if each[0] == 's']\n"
    "        print(getattr(gc, names[0])(delete=[PATH]))",
    "private-stub": "print(gc._gNMIclient__stub)",
}
_WHOLE: Final = {
    "partial": "from functools import partial\n\nfrom pygnmi.client import gNMIclient\n\n"
    'gc = gNMIclient(target=("172.20.20.11", 57400), username="a", password="b", insecure=True)\n'
    'gc.connect()\npartial(gc.set, delete=["/system/name"])()\n',
    "attrgetter": "import operator\n\nfrom pygnmi.client import gNMIclient\n\n"
    'with gNMIclient(target=("172.20.20.11", 57400), username="a", password="b", insecure=True) as gc:\n'
    '    operator.attrgetter("s" "et")(gc)(delete=["/system/name"])\n',
    "methodcaller": "from operator import methodcaller as go\n\nfrom pygnmi.client import gNMIclient\n\n"
    'with gNMIclient(target=("172.20.20.11", 57400), username="a", password="b", insecure=True) as gc:\n'
    '    go("set", delete=["/system/name"])(gc)\n',
    "reduce": "from functools import reduce\n\nfrom pygnmi.client import gNMIclient\n\n"
    'with gNMIclient(target=("172.20.20.11", 57400), username="a", password="b", insecure=True) as gc:\n'
    '    reduce(getattr, ["set"], gc)(delete=["/system/name"])\n',
    "thread": "import threading\n\nfrom pygnmi.client import gNMIclient\n\n"
    'with gNMIclient(target=("172.20.20.11", 57400), username="a", password="b", insecure=True) as gc:\n'
    '    threading.Thread(target=gc.set, kwargs={"delete": ["/system/name"]}).start()\n',
    "exit-stack": "from contextlib import ExitStack\n\nfrom pygnmi.client import gNMIclient\n\n"
    'with gNMIclient(target=("172.20.20.11", 57400), username="a", password="b", insecure=True) as gc:\n'
    '    with ExitStack() as stack:\n        stack.callback(gc.set, delete=["/system/name"])\n',
    "type-hints": "import typing\n\nfrom pygnmi.client import gNMIclient\n\n"
    'gc = gNMIclient(target=("172.20.20.11", 57400), username="a", password="b", insecure=True)\ngc.connect()\n\n\n'
    'class X:\n    a: "gc.set(delete=[1])"\n\n\ntyping.get_type_hints(X, {"gc": gc})\n',
    "forward-ref": 'from typing import ForwardRef\n\nprint(ForwardRef("1")._evaluate)\n',
    "match-args": "from pygnmi.client import gNMIclient\n\n\nclass Mine(gNMIclient):\n"
    '    __match_args__ = ("set",)\n\n\nprint(Mine)\n',
    "subclass": "from pygnmi.client import gNMIclient\n\n\nclass Mine(gNMIclient):\n    def get(self, path):\n"
    "        return super().set(delete=path)\n\n\nprint(Mine)\n",
    "formatter": "import string\n\nfrom pygnmi.client import gNMIclient\n\n"
    'gc = gNMIclient(target=("172.20.20.11", 57400), username="a", password="b", insecure=True)\n'
    'push, _ = string.Formatter().get_field("0.set", (gc,), {})\nprint(push)\n',
    "raw-grpc": "import grpc\n\nchannel = grpc.insecure_channel('172.20.20.11:57400')\n"
    "call = channel.unary_unary('/gnmi.gNMI/Set')\ncall(b'')\n",
    "raw-stub": "import grpc\nfrom pygnmi.spec.v080 import gnmi_pb2, gnmi_pb2_grpc\n\n"
    "channel = grpc.insecure_channel('172.20.20.11:57400')\n"
    "gnmi_pb2_grpc.gNMIStub(channel).Set(gnmi_pb2.SetRequest())\n",
    "module-value": 'import os\n\nthings = {"a": os}\nthings["a"].system("id")\n',
    "module-in-module": 'import logging\n\nlogging.os.system("id")\n',
    "from-module": 'from logging import os as o\n\no.system("id")\n',
    "library-module": 'import pygnmi.client\n\npygnmi.client.os.system("id")\n',
    "environment": "import os\n\nfrom pygnmi.client import gNMIclient\n\nprint(gNMIclient, dict(os.environ))\n",
    "environment-items": "import os\n\nfor key, value in os.environ.items():\n    print(key, value)\n",
    "environment-field": 'import logging\n\nprint("{0.os.environ}".format(logging.getLogger()))\n',
    "console-save": 'from rich.console import Console\n\nConsole(record=True).save_text("x.txt")\n',
    "argument-file": 'import argparse\n\nargparse.ArgumentParser(fromfile_prefix_chars="@").parse_args()\n',
    "session-log": "from netmiko import ConnectHandler\n\n"
    'ConnectHandler(**{"device_type": "linux", "host": "172.20.20.3", "session_log": "x"}).disconnect()\n',
    "ssh-config": "from netmiko import ConnectHandler\n\n"
    'ConnectHandler(**dict(device_type="linux", host="172.20.20.3", ssh_config_file="x")).disconnect()\n',
    "session-log-key": "from netmiko import ConnectHandler\n\n"
    'device = {"device_type": "linux", "host": "172.20.20.3"}\ndevice["session_log"] = "x"\n'
    "ConnectHandler(**device).disconnect()\n",
    "default-enter": "from netmiko import ConnectHandler\n\n"
    'ConnectHandler(device_type="linux", host="172.20.20.3", default_enter="\\nreload\\n").disconnect()\n',
    "log-file": 'import logging\n\nlogging.getLogger().addHandler(logging.FileHandler("x"))\n',
    "log-config": 'import logging.config\n\nlogging.config.dictConfig({"version": 1})\n',
    "public-name": "from netmiko import ConnectHandler\n\n"
    'ConnectHandler(device_type="linux", host="core1.some-isp.net", username="a", password="b").disconnect()\n',
    "napalm": 'from napalm import get_network_driver\n\nprint(get_network_driver("eos"))\n',
    "processes": "from concurrent.futures import ProcessPoolExecutor\n\nprint(ProcessPoolExecutor)\n",
    "star-import": "from netmiko import *\n\nprint(ConnectHandler)\n",
    "file-transfer": "from netmiko import file_transfer\n\nprint(file_transfer)\n",
    "dunder-subclasses": "print(object.__subclasses__())\n",
    "builtins-name": 'print(__builtins__["eval"])\n',
    "setattr": 'import sys\n\nsetattr(sys, "stdout", None)\n',
    "password-types": "from netmiko import ConnectHandler\n\n"
    'ConnectHandler(device_type="cisco_ios_telnet", host="172.20.20.3", password="x\\nreload\\n").disconnect()\n',
    "path-os": 'import os\n\nos.path.os.remove("x")\n',
    "path-genericpath": 'from os import path\n\npath.os.remove("x")\n',
    "library-os": 'from netmiko import utilities as tools\n\ntools.os.remove("x")\n',
    "library-os-value": 'from netmiko import utilities\n\nthing = utilities\nthing.os.remove("x")\n',
    "frame": "import sys\n\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n"
    '    sys.exc_info()[2].tb_frame.f_builtins["eval"]("1")\n',
    "function-self": 'print(print.__self__.eval("1"))\n',
    "class-dict": "class X:\n    pass\n\n\nprint(X().__class__.__mro__)\n",
    "init-globals": "class X:\n    def f(self):\n        pass\n\n\nprint(X.f.__globals__)\n",
    "async": "async def main():\n    pass\n\n\nprint(main)\n",
}


def _indented(body: str) -> str:
    return f"        {body}"


TRICKS: Final[Mapping[str, str]] = {
    **{name: _CLI.format(body=_indented(body)) for name, body in _COMMANDS.items()},
    **{name: _GNMI.format(body=_indented(body)) for name, body in _SETS.items()},
    **_WHOLE,
}

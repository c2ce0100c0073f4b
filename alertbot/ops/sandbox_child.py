"""The child's end of the sandbox: takes jobs from standard input, answers on standard output."""

from __future__ import annotations

import ctypes
import importlib
import io
import json
import math
import os
import pickle
import resource
import struct
import sys
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

from alertbot.errors import AlertbotError

HEADER = struct.Struct(">cQ")
"""One letter and the length of what follows: J job; R result or error of the house, E other error."""
READY = b"Y"
MEMORY_EXIT = 77
_STATM = Path("/proc/self/statm")
_LONGEST_DETAIL = 300
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_REFUSED = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
    *(
        "socket.gethostbyname",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.fork",
        "os.posix_spawn",
        "os.spawn",
    ),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod"),
)
"""What no parser has any business with: the network, other processes, changes to files."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Serve jobs until the parent closes the pipe."""
    setup = json.loads(sys.argv[1])
    jobs, answers = _private_pipes()
    _leave_network()
    for module in setup["preload"]:
        importlib.import_module(module)
    sys.dont_write_bytecode = True
    _limit_process(setup["memory"])
    sys.addaudithook(_refuse)
    _send(answers, READY, b"")
    while header := jobs.read(HEADER.size):
        _, size = HEADER.unpack(header)
        _limit_cpu(setup["cpu"])
        _send(answers, *_answer(jobs.read(size)))


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes on other descriptors, so that a library that prints cannot break the protocol."""
    jobs = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return jobs, answers


def _answer(request: bytes) -> tuple[bytes, bytes]:
    try:
        function, args = pickle.loads(request)  # noqa: S301 - from our own parent
        return b"R", _packed(function(*args))
    except AlertbotError as error:
        return b"R", _packed(error)
    except MemoryError:
        os._exit(MEMORY_EXIT)
    except Exception as error:  # noqa: BLE001 - the parent logs it and ends this process
        return b"E", f"{type(error).__name__}: {error}"[:_LONGEST_DETAIL].encode("utf-8", "replace")


class _Writer(pickle.Pickler):
    """Members of enums by class and value: some releases of Python 3.11 would name `getattr`, which the
    parent refuses to call."""

    def reducer_override(self, value: Any) -> Any:
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


def _packed(value: object) -> bytes:
    answer = io.BytesIO()
    _Writer(answer).dump(value)
    return answer.getvalue()


def _send(answers: BinaryIO, status: bytes, payload: bytes) -> None:
    answers.write(HEADER.pack(status, len(payload)))
    answers.write(payload)
    answers.flush()


def _leave_network() -> None:
    """Into an empty network of its own, where the kernel lets us (Linux; not in every container)."""
    if sys.platform != "linux":
        return
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(_NEW_NETWORK) != 0:
        unshare(_NEW_USER | _NEW_NETWORK)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Python's own hook, which holds everywhere: against libraries, not against C code that went astray."""
    writes = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)
    if event in _REFUSED or writes or (event == "os.kill" and arguments[0] != os.getpid()):
        raise PermissionError(f"{event} is refused in the sandbox")


def _limit_process(memory: int) -> None:
    """No files written, no core dumps, `memory` bytes beyond what is mapped now."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _STATM.exists():  # elsewhere (macOS) the kernel does not hold this limit
        limit = int(_STATM.read_text().split()[0]) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit_cpu(seconds: int) -> None:
    """`seconds` more from now; the kernel then sends SIGXCPU, which ends the process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(usage.ru_utime + usage.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))

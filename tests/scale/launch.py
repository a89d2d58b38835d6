"""Runs a command and writes down what it used; by itself, as a process's peak memory counts what started it.

launch.py FILE COMMAND…: FILE gets seconds of CPU, of the system's part of it, by the clock, and the peak memory
of the largest process in kB; of the command and its children alone.
"""

import json
import os
import sys
import time

if __name__ == "__main__":
    started = time.monotonic()
    process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
    _, status, used = os.wait4(process, 0)
    taken = (used.ru_utime + used.ru_stime, used.ru_stime, time.monotonic() - started, used.ru_maxrss)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(taken, file)
    sys.exit(os.waitstatus_to_exitcode(status))

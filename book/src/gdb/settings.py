# Run by gdb before all else: it asks nothing, fetches nothing, and lets the program run as it does without gdb.
import gdb

for setting in (
    "pagination off",
    "confirm off",
    "breakpoint pending on",
    "debuginfod enabled off",
    "auto-load off",
    "disable-randomization off",
    "startup-with-shell off",
    "print inferior-events off",
    "print thread-events off",
    "logging enabled off",
    "language c",
):
    try:
        gdb.execute("set " + setting, to_string=True)
    except gdb.error:
        pass  # an older gdb does not have it
for signals in ("all nostop noprint pass", "SIGINT nostop noprint pass"):
    gdb.execute("handle " + signals, to_string=True)


def is_own(frame, defined):
    """Whether a frame is the program's own code, and not a library's. `defined`: the library is in the program."""
    if frame is None or gdb.solib_name(frame.pc()) is not None:
        return False
    # Then what is ours is what Rust has named.
    return not defined or "::" in (frame.name() or "")

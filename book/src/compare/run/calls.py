# Run by gdb: writes the name of each library function that the program itself calls, in order. Calls from within the
# library are left out. `names` and `log` are set above this line.
import gdb

for setting in (
    "pagination off",
    "confirm off",
    "breakpoint pending on",
    "debuginfod enabled off",
    "disable-randomization off",
    "startup-with-shell off",
    "print inferior-events off",
    "print thread-events off",
    "logging enabled off",
):
    try:
        gdb.execute("set " + setting, to_string=True)
    except gdb.error:
        pass  # an older gdb does not have it
for signal in ("SIGPIPE", "SIGINT", "SIGTERM"):
    gdb.execute("handle " + signal + " nostop noprint pass", to_string=True)

out = open(log, "w")


class Call(gdb.Breakpoint):
    def stop(self):
        caller = gdb.newest_frame().older()
        if caller is not None and gdb.solib_name(caller.pc()) is None:
            out.write(self.location + "\n")
            out.flush()
        return False


for name in names:
    Call(name)
gdb.execute("run", to_string=True)

# Writes the name of each function of the library that the program itself calls, in order. Calls that the library makes
# to itself are left out. `names` and `log` are set above. Of a function that stands behind several macros, the number that says
# which one, its second argument, is written, too.
out = open(log, "w")
second = {"i386:x86-64": "$esi", "aarch64": "$w1"}


class Call(gdb.Breakpoint):
    def stop(self):
        if is_own(gdb.newest_frame().older(), False):
            frame = gdb.newest_frame()
            register = second.get(frame.architecture().name())
            code = " %d" % int(gdb.parse_and_eval("(int)" + register)) if register and self.location.endswith("_ctrl") else ""
            out.write(self.location + code + "\n")
            out.flush()
        return False


for name in names:
    Call(name)
gdb.execute("run", to_string=True)
out.write("-- ended\n")
out.flush()

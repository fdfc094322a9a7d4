# Writes the name of each function of the library that the program itself calls, in order. Calls that the library makes
# to itself are left out. `names` and `log` are set above.
out = open(log, "w")


class Call(gdb.Breakpoint):
    def stop(self):
        if is_own(gdb.newest_frame().older(), False):
            out.write(self.location + "\n")
            out.flush()
        return False


for name in names:
    Call(name)
gdb.execute("run", to_string=True)
out.write("-- ended\n")
out.flush()

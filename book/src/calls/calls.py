# Shows which functions of the library the program enters, and what each returns. Set above: `functions`, each with the
# kind of its value; `output`, the file for the lines, or None for standard error; `defined`, whether the library is in
# the program; `nested`, whether calls within others are shown, the library's own included.
import os

# gdb's own words go nowhere. The program inherits gdb's terminal: it has to be there while the program is started.
own = [os.dup(1), os.dup(2)]
nowhere = os.open(os.devnull, os.O_WRONLY)
lines = own[1] if output is None else os.open(output, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)


def speak(yes):
    for number, descriptor in enumerate(own, 1):
        os.dup2(descriptor if yes else nowhere, number)


speak(False)

# The functions that also store a count of bytes, where their fourth argument points to.
COUNTING = {
    "SSL_read_ex",
    "SSL_write_ex",
    "SSL_peek_ex",
    "SSL_read_early_data",
    "SSL_write_early_data",
}
# Where a function's value and its fourth argument are, for each architecture.
REGISTERS = {"x86-64": ("rax", "rcx"), "aarch64": ("x0", "x3"), "riscv:rv64": ("a0", "a3")}
# The calls that each thread is in.
within = {}


def show(line):
    thread = gdb.selected_thread()
    number = "" if thread.num == 1 else "[thread %d] " % thread.num
    depth = len(within.get(thread.num, ())) if nested else 0
    os.write(lines, (number + "  " * depth + line + "\n").encode())


def register(frame, which):
    registers = next((r for a, r in REGISTERS.items() if frame.architecture().name().startswith("i386:" + a)
                      or frame.architecture().name().startswith(a)), None)
    return registers and int(frame.read_register(registers[which])) & (1 << 64) - 1


def number(value, bits, signed):
    value &= (1 << bits) - 1
    return value - (1 << bits) if signed and value >> bits - 1 else value


KINDS = {
    "int": lambda value: str(number(value, 32, True)),
    "uint": lambda value: str(number(value, 32, False)),
    "long": lambda value: str(number(value, 64, True)),
    "ulong": lambda value: str(number(value, 64, False)),
    "ushort": lambda value: str(number(value, 16, False)),
    "byte": lambda value: str(number(value, 8, False)),
    "pointer": lambda value: "a pointer" if value else "NULL",
}


class Leaving(gdb.FinishBreakpoint):
    def __init__(self, frame, name):
        self.name = name
        self.calls = within.setdefault(gdb.selected_thread().num, [])
        self.count = register(frame, 1) if name in COUNTING else None
        super().__init__(frame, internal=True)
        self.silent = True
        self.calls.append(self)

    def stop(self):
        value = register(gdb.newest_frame(), 0)
        # A function that ends with another's call (a jump) returns with it.
        while self in self.calls:
            self.calls.pop().show(value)
        return False

    def show(self, value):
        words = ""
        if functions[self.name] in KINDS and value is not None:
            words = ", return " + KINDS[functions[self.name]](value)
        if self.count and number(value, 32, True) > 0:
            size_t = gdb.lookup_type("unsigned long").pointer()
            words += " (%d bytes)" % int(gdb.Value(self.count).cast(size_t).dereference())
        show("leaving %s()%s" % (self.name, words))

    def out_of_scope(self):
        if self in self.calls:
            del self.calls[self.calls.index(self):]


class Entering(gdb.Breakpoint):
    def __init__(self, name):
        super().__init__("*" + name, internal=True)
        self.silent = True
        self.name = name

    def stop(self):
        frame = gdb.newest_frame()
        calls = within.get(gdb.selected_thread().num)
        if nested or not calls and is_own(frame.older(), defined):
            show("entering %s()" % self.name)
            Leaving(frame, self.name)
        return False


class Main(gdb.Breakpoint):
    """The libraries are there at `main`, and with them their functions. The program has its terminal."""

    def stop(self):
        speak(False)
        return True


def fail(why):
    os.write(own[1], ("tlsbook: %s\n" % why).encode())
    gdb.execute("quit 1")


def trace():
    program = gdb.current_progspace().filename
    for variable in ("TLSBOOK_CALLS", "LINES", "COLUMNS"):
        gdb.execute("unset environment " + variable)
    # Ctrl-Z would stop the program, and nobody could tell it to go on.
    gdb.execute("handle SIGTSTP nostop noprint nopass", to_string=True)
    main = Main("main", internal=True)
    speak(True)
    try:
        gdb.execute("run", to_string=True)
    except gdb.error as why:
        speak(False)
        fail(
            "gdb cannot run %s (%s): is it allowed to trace programs here? A container needs --cap-add=SYS_PTRACE"
            % (program, why)
        )
    if gdb.selected_inferior().pid == 0:
        fail("%s has ended before its main" % program)
    main.enabled = False
    for name in functions:
        try:
            Entering(name)
        except gdb.error:
            pass  # this version of the library does not have it
    gdb.execute("continue", to_string=True)
    status, signal = (gdb.convenience_variable(name) for name in ("_exitcode", "_exitsignal"))
    gdb.execute("quit %d" % (128 + int(signal) if signal is not None else int(status)))

//! Finds out what a program's positional arguments mean. The C originals and our programs order them
//! differently.

use serde::Serialize;
use texts::{Sentence, say};

use super::syntax::{Program, descendants};

/// The meaning of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Role {
    CaCert,
    Host,
    Port,
    ServerCert,
    ServerKey,
    Other,
}

impl Role {
    /// Guesses from its name what a variable or field holds.
    fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        let has = |part: &str| name.contains(part);
        if has("port") {
            Self::Port
        } else if has("host") || has("ipadd") || has("addr") {
            Self::Host
        } else if has("key") {
            Self::ServerKey
        } else if has("ca") && has("cert") {
            Self::CaCert
        } else if has("cert") {
            Self::ServerCert
        } else {
            Self::Other
        }
    }

    /// The role in words, for output.
    pub(crate) fn word(self) -> Sentence {
        match self {
            Self::CaCert => say!("CA certificate"),
            Self::Host => say!("host"),
            Self::Port => say!("port"),
            Self::ServerCert => say!("certificate"),
            Self::ServerKey => say!("key"),
            Self::Other => say!("other"),
        }
    }
}

/// Whether a C program looks at its arguments at all. Of a program whose `main` is not there, that is not known: it may.
pub(crate) fn are_read(program: &Program<'_>) -> bool {
    let main = program.functions.iter().find(|function| function.name == "main");
    main.is_none_or(|main| {
        let argv = main.parameters.get(1).map(|(name, _)| *name);
        descendants(main.body).any(|node| node.kind() == "identifier" && Some(main.file.of(node)) == argv)
    })
}

/// The meaning of `argv[1]`, `argv[2]`, … of a C program. It follows from the variable that each is assigned
/// to, directly or through a function (`port = atoi(argv[3])`), or from the function it is passed to
/// (`gethostbyname(argv[1])`).
pub(crate) fn of_c(program: &Program<'_>) -> Vec<Role> {
    let mut roles: Vec<(usize, Role)> = Vec::new();
    let Some(main) = program.functions.iter().find(|function| function.name == "main") else {
        return Vec::new();
    };
    for node in descendants(main.body).filter(|node| node.kind() == "subscript_expression") {
        let number = main.file.of(node).strip_prefix("argv[").and_then(|rest| rest.strip_suffix(']'));
        let Some(number) = number.and_then(|number| number.parse().ok()).filter(|number| *number > 0) else {
            continue;
        };
        let mut role = Role::Other;
        let mut above = node.parent();
        while let Some(node) = above.filter(|_| role == Role::Other) {
            let name = match node.kind() {
                "assignment_expression" => node.child_by_field_name("left"),
                "call_expression" => node.child_by_field_name("function"),
                "expression_statement" | "compound_statement" => break,
                _ => None,
            };
            // `strcpy(stat.ipadd, argv[1])`: the first argument is the destination.
            let target = node.child_by_field_name("arguments").and_then(|list| list.named_child(0));
            role = [name, target]
                .into_iter()
                .flatten()
                .map(|node| Role::of(main.file.of(node)))
                .find(|role| *role != Role::Other)
                .unwrap_or(Role::Other);
            above = node.parent();
        }
        if roles.iter().all(|(other, _)| *other != number) {
            roles.push((number, role));
        }
    }
    roles.sort_by_key(|(number, _)| *number);
    roles.into_iter().map(|(_, role)| role).collect()
}

/// The flattened type of ours that holds a positional argument. The other flattened types hold options.
const ARGUMENT: &str = "CaCert";

/// The meaning of the positional arguments of one of our programs: the fields of its `struct Args` without
/// `long`.
pub(crate) fn of_rust(source: &str) -> Vec<Role> {
    let mut roles = Vec::new();
    let mut option = false;
    let fields = source.lines().skip_while(|line| !line.starts_with("struct Args")).skip(1);
    for line in fields.take_while(|line| !line.starts_with('}')).map(str::trim) {
        if line.starts_with("#[") {
            option |= line.contains("long") || line.contains("short") || line.contains("flatten");
        } else if let Some((name, kind)) = line.split_once(':').filter(|_| !line.starts_with("//")) {
            if !option || kind.trim().trim_end_matches(',') == ARGUMENT {
                roles.push(Role::of(name.trim_start_matches("pub ")));
            }
            option = false;
        }
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::super::syntax::read;
    use super::*;

    fn roles(source: &str) -> Vec<Role> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.c");
        std::fs::write(&path, source).unwrap();
        of_c(&Program::new(&read(&[path]).unwrap()))
    }

    #[test]
    fn a_program_may_look_at_no_argument() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.c");
        let reads = |source: &str| {
            std::fs::write(&path, source).unwrap();
            are_read(&Program::new(&read(std::slice::from_ref(&path)).unwrap()))
        };
        assert!(reads("int main(int n, char **words) { f(words[1]); }") && reads("int algo_main(int m) { }"));
        assert!(
            !reads("int main(int argc, char **argv) { /* argv */ f(); }") && !reads("int main(void) { }")
        );
    }

    #[test]
    fn each_use_of_an_argument_is_understood() {
        let source = "int main(int argc, char **argv) { host = gethostbyname(argv[1]); if (argc > 2) ca_cert = argv[2];\n\
                      port = atoi(argv[3]); }";
        assert_eq!(roles(source), [Role::Host, Role::CaCert, Role::Port]);
        assert_eq!(roles("int main(int c, char **argv) { strcpy(stat.ipadd, argv[1]); }"), [Role::Host]);
        assert_eq!(
            roles("int main(int c, char **argv) { server_key = (char *)argv[1]; }"),
            [Role::ServerKey]
        );
        assert_eq!(roles("int main(int c, char **argv) { f = fopen(argv[1], mode); }"), [Role::Other]);
        assert_eq!(roles("int main(void) { return 0; }"), []);
    }

    #[test]
    fn our_positional_arguments_are_the_fields_without_a_name() {
        let source = "struct Args {\n    /// CA\n    ca_cert: Option<PathBuf>,\n    #[arg(default_value = LOCALHOST)]\n    host: Host,\n\
                      #[arg(env = \"P\")]\n    port: u16,\n    #[arg(long)]\n    key: X,\n    #[command(flatten)]\n    connect: C,\n}\n";
        assert_eq!(of_rust(source), [Role::CaCert, Role::Host, Role::Port]);
        let flattened =
            source.replace("    ca_cert: Option<PathBuf>", "    #[command(flatten)]\n    ca_cert: CaCert");
        assert_eq!(of_rust(&flattened), [Role::CaCert, Role::Host, Role::Port]);
        assert_eq!(of_rust("fn main() {}"), []);
    }
}

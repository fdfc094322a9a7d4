//! What the checks look at: a function, with its calls, its assignments and its variables. The same thing written in
//! another way is the same to them: a first value is an assignment, `0 > n` is `n < 0`, `CLOSE(fd)` may be `close(fd)`.

use texts::Sentence;
use tree_sitter::Node;

use super::slip::Slip;
use crate::compare::c::syntax::{File, Function, Program, children, declared, descendants};

/// A call and its arguments.
pub(super) struct Call<'t> {
    pub(super) name: &'t str,
    pub(super) node: Node<'t>,
    pub(super) arguments: Vec<Node<'t>>,
}

/// An assignment `left = right`, or a variable's first value.
pub(super) struct Assignment<'t> {
    pub(super) node: Node<'t>,
    pub(super) left: &'t str,
    pub(super) right: Node<'t>,
    pub(super) place: Place,
}

/// Where an assignment stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is a statement of its own.
    Statement,
    /// It is the first value in a declaration.
    Declaration,
    /// It is part of an expression: `(left = right) == 0`.
    Expression,
}

/// A comparison, with its constant on the right: `0 > n` is `n < 0`, and `!n` is `n == 0`.
pub(super) struct Comparison<'t> {
    pub(super) left: Node<'t>,
    pub(super) operator: &'t str,
    pub(super) right: &'t str,
}

/// A function, with what the checks need to know about it.
pub(super) struct Scope<'a, 't> {
    pub(super) function: &'a Function<'t>,
    pub(super) file: &'t File,
    pub(super) calls: Vec<Call<'t>>,
    pub(super) assignments: Vec<Assignment<'t>>,
    /// The name and type of each variable and parameter.
    pub(super) variables: Vec<(&'t str, String)>,
}

impl<'a, 't> Scope<'a, 't> {
    pub(super) fn new(function: &'a Function<'t>) -> Self {
        let file = function.file;
        let (mut calls, mut assignments) = (Vec::new(), Vec::new());
        let mut variables = function.parameters.clone();
        for node in descendants(function.body) {
            match node.kind() {
                "call_expression" => calls.extend(call(file, node)),
                "assignment_expression" | "init_declarator" => assignments.extend(assignment(file, node)),
                "declaration" => variables.extend(declared(file, node)),
                _ => {}
            }
        }
        Self { function, file, calls, assignments, variables }
    }

    pub(super) fn type_of(&self, variable: &str) -> Option<&str> {
        self.variables.iter().find(|(name, _)| *name == variable).map(|(_, kind)| kind.as_str())
    }

    pub(super) fn slip(&self, node: Node, what: Sentence) -> Slip {
        Slip::at(self.file, node, what)
    }

    /// All nodes of a kind in the body of the function, in the order of the text.
    pub(super) fn nodes(&self, kind: &'static str) -> impl Iterator<Item = Node<'t>> + use<'t> {
        descendants(self.function.body).filter(move |node| node.kind() == kind)
    }

    /// The last assignment to a variable before a place in the text.
    pub(super) fn last_assignment(&self, variable: &str, before: Node) -> Option<&Assignment<'t>> {
        let earlier = |one: &&Assignment| one.left == variable && one.node.end_byte() <= before.start_byte();
        self.assignments.iter().rfind(earlier)
    }

    /// The call whose result is compared or used here: `f(…)`, `(v = f(…))`, or `v` after the statement `v = f(…);`. With
    /// the variable, if there is one.
    pub(super) fn result_of(&self, node: Node<'t>) -> Option<(Option<&'t str>, Call<'t>)> {
        let node = bare(node);
        match node.kind() {
            "call_expression" => Some((None, call(self.file, node)?)),
            "assignment_expression" => {
                let left = self.file.of(bare(node.child_by_field_name("left")?));
                Some((Some(left), call(self.file, bare(node.child_by_field_name("right")?))?))
            }
            "identifier" => {
                let variable = self.file.of(node);
                let one = self.last_assignment(variable, node)?;
                // What a branch has assigned is not known behind it.
                let known =
                    block(one.node).is_some_and(|block| block.byte_range().contains(&node.start_byte()));
                let call = call(self.file, bare(one.right))?;
                (known && one.place != Place::Expression).then_some((Some(variable), call))
            }
            _ => None,
        }
    }
}

/// A call of a function by its name.
pub(super) fn call<'t>(file: &'t File, node: Node<'t>) -> Option<Call<'t>> {
    let function = node.child_by_field_name("function").filter(|node| node.kind() == "identifier")?;
    let arguments = node.child_by_field_name("arguments")?;
    let arguments = children(arguments).filter(|node| node.is_named() && node.kind() != "comment").collect();
    Some(Call { name: file.function_named(file.of(function)), node, arguments })
}

fn assignment<'t>(file: &'t File, node: Node<'t>) -> Option<Assignment<'t>> {
    let is_first = node.kind() == "init_declarator";
    let place = match node.parent().map_or("", |parent| parent.kind()) {
        _ if is_first => Place::Declaration,
        "expression_statement" => Place::Statement,
        _ => Place::Expression,
    };
    let (left, right) = if is_first { ("declarator", "value") } else { ("left", "right") };
    let left = bare(node.child_by_field_name(left)?);
    let left = if is_first { descendants(left).find(|node| node.kind() == "identifier")? } else { left };
    Some(Assignment { node, left: file.of(left), right: node.child_by_field_name(right)?, place })
}

/// The comparison that a piece of code is.
pub(super) fn comparison<'t>(file: &'t File, node: Node<'t>) -> Option<Comparison<'t>> {
    let node = bare(node);
    let part = |name: &str| node.child_by_field_name(name);
    let operator = file.of(part("operator")?);
    match node.kind() {
        "unary_expression" if operator == "!" => {
            Some(Comparison { left: part("argument")?, operator: "==", right: "0" })
        }
        "binary_expression" => {
            let (left, right) = (part("left")?, part("right")?);
            let mirrored = match operator {
                "<" => ">",
                ">" => "<",
                "<=" => ">=",
                ">=" => "<=",
                "==" | "!=" => operator,
                _ => return None,
            };
            let (left, operator, right) = if is_constant(file, left) && !is_constant(file, right) {
                (right, mirrored, left)
            } else {
                (left, operator, right)
            };
            Some(Comparison { left, operator, right: file.of(bare(right)) })
        }
        _ => None,
    }
}

/// Whether an expression has always the same value: a number, or a macro by its name.
pub(super) fn is_constant(file: &File, node: Node) -> bool {
    let node = bare(node);
    let is_macro =
        |text: &str| text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    match node.kind() {
        "number_literal" | "null" | "sizeof_expression" => true,
        "identifier" => is_macro(file.of(node)),
        "unary_expression" => {
            node.child_by_field_name("argument").is_some_and(|node| is_constant(file, node))
        }
        _ => false,
    }
}

/// An expression without its parentheses and casts.
pub(super) fn bare(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    loop {
        let inner = match node.kind() {
            "parenthesized_expression" => children(node).find(Node::is_named),
            "cast_expression" => node.child_by_field_name("value"),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => return node,
        }
    }
}

/// The nodes above a node, from the inside out.
pub(super) fn above(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    std::iter::successors(node.parent(), Node::parent)
}

/// The piece of code around a node that runs as a whole or not at all: a block, or a branch without braces.
pub(super) fn block(node: Node<'_>) -> Option<Node<'_>> {
    let is_arm = |outer: &Node, inner: Node| {
        let arms = ["consequence", "alternative", "body"];
        arms.iter().any(|name| outer.child_by_field_name(name) == Some(inner))
    };
    let mut inner = node;
    for outer in above(node) {
        let is_block =
            matches!(inner.kind(), "compound_statement" | "case_statement") || is_arm(&outer, inner);
        // The body of `do … while` runs at least once.
        if is_block && outer.kind() != "do_statement" {
            return Some(inner);
        }
        inner = outer;
    }
    None
}

/// Whether only one of two pieces of code runs: they are in the two branches of an `if`, or in cases of a `switch`.
pub(super) fn are_alternatives(one: Node, other: Node) -> bool {
    let within = |arm: Node, node: Node| arm.byte_range().contains(&node.start_byte());
    above(one).any(|node| match node.kind() {
        "if_statement" => {
            let arms = ["consequence", "alternative"].map(|name| node.child_by_field_name(name));
            let [Some(yes), Some(no)] = arms else { return false };
            within(yes, one) && within(no, other) || within(no, one) && within(yes, other)
        }
        "case_statement" => {
            let of_the_switch = node.parent().is_some_and(|all| within(all, other));
            of_the_switch && !within(node, other)
        }
        _ => false,
    })
}

/// Whether a statement ends what is being done: the loop, or the function.
pub(super) fn leaves(node: &Node) -> bool {
    matches!(node.kind(), "goto_statement" | "return_statement" | "break_statement" | "continue_statement")
}

pub(super) fn is_loop(node: &Node) -> bool {
    matches!(node.kind(), "while_statement" | "for_statement" | "do_statement")
}

/// The calls in a piece of code, in the order of the text.
pub(super) fn calls_in<'t>(file: &'t File, node: Node<'t>) -> impl Iterator<Item = Call<'t>> {
    let calls = descendants(node).filter(|node| node.kind() == "call_expression");
    calls.filter_map(|node| call(file, node))
}

/// The calls in all functions of a program, each with its file.
pub(super) fn all_calls<'t>(program: &Program<'t>) -> Vec<(&'t File, Call<'t>)> {
    let of_function = |function: &Function<'t>| {
        let file = function.file;
        calls_in(file, function.body).map(move |call| (file, call)).collect::<Vec<_>>()
    };
    program.functions.iter().flat_map(of_function).collect()
}

/// The text of a literal, or of a macro that stands for one, without its quotation marks.
pub(super) fn literal<'t>(program: &Program<'t>, file: &'t File, node: Node<'t>) -> Option<&'t str> {
    let text = file.of(bare(node));
    let text = program.macro_value(text).unwrap_or(text);
    text.strip_prefix('"')?.strip_suffix('"').filter(|text| !text.contains('"'))
}

/// Whether the code of a program has one of these names anywhere, also in the value of a macro. Comments do not count.
pub(super) fn mentions(program: &Program<'_>, names: &[&str]) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let all = program.files.iter().flat_map(|file| descendants(file.root()).map(move |node| (file, node)));
    let mut code = all.filter(|(_, node)| matches!(node.kind(), "identifier" | "preproc_arg"));
    code.any(|(file, node)| file.of(node).split(|c| !is_word(c)).any(|word| names.contains(&word)))
}

//! What the checks look at: a function, with its calls, its assignments and its variables.

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

/// An assignment `left = right`.
pub(super) struct Assignment<'t> {
    pub(super) node: Node<'t>,
    pub(super) left: &'t str,
    pub(super) right: Node<'t>,
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
                "assignment_expression" => {
                    let sides = (node.child_by_field_name("left"), node.child_by_field_name("right"));
                    if let (Some(left), Some(right)) = sides {
                        assignments.push(Assignment { node, left: file.of(left), right });
                    }
                }
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
}

/// A call of a function by its name.
pub(super) fn call<'t>(file: &'t File, node: Node<'t>) -> Option<Call<'t>> {
    let function = node.child_by_field_name("function").filter(|node| node.kind() == "identifier")?;
    let arguments = node.child_by_field_name("arguments")?;
    let arguments = children(arguments).filter(Node::is_named).collect();
    Some(Call { name: file.of(function), node, arguments })
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

/// For `(v = f(…))`, the variable and the call; for `f(…)`, the call only.
pub(super) fn assigned_call<'t>(file: &'t File, node: Node<'t>) -> Option<(Option<&'t str>, Call<'t>)> {
    let node = bare(node);
    if node.kind() == "assignment_expression" {
        let left = node.child_by_field_name("left").map(|left| file.of(left));
        return Some((left, call(file, bare(node.child_by_field_name("right")?))?));
    }
    Some((None, call(file, node)?))
}

/// The nodes above a node, from the inside out.
pub(super) fn above(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    std::iter::successors(node.parent(), Node::parent)
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

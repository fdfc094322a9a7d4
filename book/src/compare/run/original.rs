//! The C original of one of our programs, and how to run it.

use super::built::{Built, Reason};
use crate::compare::c::{self, Role, arguments, slips};

/// The C original of one of our programs.
pub(crate) struct Original {
    pub(crate) built: Result<Built, Reason>,
    pub(crate) says: Says,
}

/// What the sources say about how to run the C program.
#[derive(Clone, Default)]
pub(crate) struct Says {
    /// The meaning of its arguments.
    pub(crate) roles: Vec<Role>,
    /// Whether it looks at none.
    pub(crate) ignores_arguments: bool,
    /// The meaning of the arguments of ours.
    pub(crate) our_roles: Vec<Role>,
    /// The port that is fixed in its source.
    pub(crate) port: Option<u16>,
    /// Another host to which it would connect.
    pub(crate) elsewhere: Option<String>,
}

impl Says {
    /// Whether the program knows one port only.
    pub(crate) fn has_fixed_port(&self) -> bool {
        self.port.is_some() && !self.roles.contains(&Role::Port)
    }

    /// What our source says, without an original.
    pub(crate) fn of_ours(source: &str) -> Self {
        Self { our_roles: arguments::of_rust(source), ..Self::default() }
    }

    pub(crate) fn of(program: &c::Program<'_>, ours: &str) -> Self {
        Self {
            roles: arguments::of_c(program),
            ignores_arguments: !arguments::are_read(program),
            our_roles: arguments::of_rust(ours),
            port: program.macro_value("DEFAULT_PORT").and_then(|port| port.parse().ok()),
            elsewhere: slips::foreign_address(program).map(|(_, _, address)| address.to_string()),
        }
    }
}

//! The original that stands on the other side of a program of ours, and how it wants to be run.

use super::built::Built;
use crate::compare::c::{self, Role, arguments, slips};

/// What a program of ours has on the other side.
pub(crate) struct Original {
    pub(crate) built: Result<Built, String>,
    pub(crate) says: Says,
}

/// What the sources say about running the C program.
#[derive(Clone, Default)]
pub(crate) struct Says {
    /// What its arguments are.
    pub(crate) roles: Vec<Role>,
    /// What ours are.
    pub(crate) our_roles: Vec<Role>,
    /// The port that is written into it.
    pub(crate) port: Option<u16>,
    /// Another machine, to which it would connect.
    pub(crate) elsewhere: Option<String>,
}

impl Says {
    pub(crate) fn of(program: &c::Program<'_>, ours: &str) -> Self {
        Self {
            roles: arguments::of_c(program),
            our_roles: arguments::of_rust(ours),
            port: program.macro_value("DEFAULT_PORT").and_then(|port| port.parse().ok()),
            elsewhere: slips::foreign_address(program).map(|(_, _, address)| address.to_string()),
        }
    }
}

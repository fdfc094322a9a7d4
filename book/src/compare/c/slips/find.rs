//! All checks.

use super::scope::Scope;
use super::slip::Slip;
use super::{arguments, files, loops, memory, network, results, status, text, tls};
use crate::compare::c::syntax::Program;

/// Finds all slips, in the order of the text.
pub(crate) fn find(program: &Program<'_>) -> Vec<Slip> {
    let mut found = Vec::new();
    let scopes: Vec<Scope> = program.functions.iter().map(Scope::new).collect();
    for scope in &scopes {
        results::comparisons(scope, &mut found);
        results::error_codes(scope, &mut found);
        results::unchecked_pointers(scope, &mut found);
        results::unread(scope, &mut found);
        results::comparison_assigned(scope, &mut found);
        results::goes_on(program, scope, &mut found);
        memory::borrowed(scope, &mut found);
        memory::wrong_free(scope, &mut found);
        memory::closed_again(&scopes, scope, &mut found);
        memory::lost_in_a_parameter(scope, &mut found);
        text::before_the_start(scope, &mut found);
        text::prefix_for_the_whole(program, scope, &mut found);
        loops::last_part_dropped(scope, &mut found);
        loops::busy_loops(scope, &mut found);
        loops::ended_by_one_client(program, scope, &mut found);
        status::never_assigned(program, scope, &mut found);
        status::stale(scope, &mut found);
        tls::refused_lists(program, scope, &mut found);
        if scope.function.name == "main" {
            arguments::arguments_overwritten(scope, &mut found);
            arguments::arguments_left_out(scope, &mut found);
            loops::never_left(program, scope, &mut found);
            status::exit_status(program, scope, &mut found);
        }
    }
    loops::polls(program, &mut found);
    loops::never_has_to_wait(program, &mut found);
    tls::client_verifies_nobody(program, &mut found);
    network::no_restart(program, &mut found);
    network::ended_by_a_signal(program, &mut found);
    network::never_closed(program, &mut found);
    network::address_only_printed(program, &mut found);
    network::other_hosts(program, &mut found);
    files::certificates(program, &mut found);
    found.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    found.dedup();
    found
}

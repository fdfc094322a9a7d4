//! The list of the sessions of a page.

use maud::{Markup, html};
use wire::fields::Escaped;
use wire::names;
use wire::render::date;

use super::facts::Facts;
use super::recorded::{Recorded, WHOLE_SESSIONS};
use super::scope::Scope;
use crate::words::both;

/// The list, above the sessions.
pub(super) fn list(sessions: &[Recorded], more: usize) -> Markup {
    html! {
        section #sessions {
            h1 { (sessions.len() + more) " " (both("TLS sessions", "個のTLSセッション")) }
            @if sessions.len() > WHOLE_SESSIONS {
                p.unknown { (both(
                    html! { "The first " (WHOLE_SESSIONS) " are shown whole." },
                    html! { "内容をすべて表示するのは、最初の" (WHOLE_SESSIONS) "個だけです。" },
                )) }
            }
            div.wide { table {
                thead { tr { th { "#" } th { (both("session", "セッション")) } th { (both("client", "クライアント")) } th { (both("server", "サーバー")) } th { (both("cipher suite", "暗号スイート")) } th { (both("begun", "開始")) } } }
                tbody {
                    @for session in sessions {
                        tr {
                            td { (session.number) }
                            td { (kind(session)) }
                            td { (Escaped(&session.client)) }
                            td { (Escaped(&session.server)) }
                            td { (names::cipher_suite(session.suite.into()).filter(|_| session.suite != 0).unwrap_or("–")) }
                            td { (date::utc(session.since_1970).unwrap_or_default()) }
                        }
                    }
                }
            } }
            @if more > 0 { p.unknown { (both(html! { (more) " more sessions are not listed." }, html! { "このほかに" (more) "個のセッションがあります（一覧は省略）。" })) } }
        }
    }
}

fn kind(session: &Recorded) -> Markup {
    let scope = Scope { number: session.number, several: true };
    let kind = Facts::of(session).kind();
    html! {
        @if session.is_whole() { a href={ "#" (scope.anchor("session")) } { (kind) } } @else { (kind) }
    }
}

//! The name that somebody may have meant.

/// The name that takes the fewest changes to become `wanted`, if they are few.
pub(super) fn nearest<'a>(wanted: &str, names: &[&'a str]) -> Option<&'a str> {
    let (changes, name) = names.iter().map(|name| (changes(wanted, name), *name)).min()?;
    (changes <= 1 + wanted.len() / 4).then_some(name)
}

/// How many characters have to be put in, taken out, replaced, or swapped with the next to make one word of the other
/// (optimal string alignment distance).
fn changes(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (i, a) in (1..).zip(&one) {
        let mut row = vec![i];
        for (j, b) in (1..).zip(&other) {
            let above = &rows[i - 1];
            let mut fewest = (above[j - 1] + usize::from(a != b)).min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && *a == other[j - 2] && *b == one[i - 2] {
                fewest = fewest.min(rows[i - 2][j - 2] + 1);
            }
            row.push(fewest);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_is_understood_and_nonsense_is_not() {
        let names = ["client-tls", "client-tls-psk", "server-tls", "genec"];
        assert_eq!(nearest("client-tsl", &names), Some("client-tls"));
        assert_eq!(nearest("clienttls", &names), Some("client-tls"));
        assert_eq!(nearest("genex", &names), Some("genec"));
        assert_eq!(nearest("wget", &names), None);
        assert_eq!(nearest("", &[]), None);
    }
}

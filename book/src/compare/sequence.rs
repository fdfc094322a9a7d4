//! Aligns two sequences: equal elements are paired as far as the two orders allow.

/// Aligns two sequences. Each pair of the result has an element of both, of the first only, or of the second
/// only. An element of `b` is paired with the first possible element of `a`.
///
/// Uses memory for `a.len() * b.len()` numbers.
pub(crate) fn align<T: PartialEq>(a: &[T], b: &[T]) -> Vec<(Option<usize>, Option<usize>)> {
    let (rows, columns) = (a.len(), b.len());
    // longest[i][j]: the length of the longest common subsequence of a[i..] and b[j..].
    let mut longest = vec![vec![0_u32; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            longest[i][j] = if a[i] == b[j] {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::with_capacity(rows.max(columns));
    while i < rows || j < columns {
        if i < rows && j < columns && a[i] == b[j] {
            pairs.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        } else if j == columns || i < rows && longest[i + 1][j] >= longest[i][j + 1] {
            pairs.push((Some(i), None));
            i += 1;
        } else {
            pairs.push((None, Some(j)));
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::align;

    /// The alignment as text: `a=a`, `b<`, `>c`.
    fn aligned(a: &str, b: &str) -> String {
        let (a, b): (Vec<_>, Vec<_>) = (a.chars().collect(), b.chars().collect());
        let shown = |pair: &(Option<usize>, Option<usize>)| match *pair {
            (Some(i), Some(_)) => a[i].to_string(),
            (Some(i), None) => format!("-{}", a[i]),
            (_, j) => format!("+{}", j.map_or(' ', |j| b[j])),
        };
        align(&a, &b).iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_both_have_stands_together() {
        assert_eq!(aligned("abc", "abc"), "a b c");
        assert_eq!(aligned("abcd", "axcd"), "a -b +x c d");
        assert_eq!(aligned("", "ab"), "+a +b");
        assert_eq!(aligned("ab", ""), "-a -b");
        assert_eq!(aligned("xab", "abx"), "-x a b +x");
    }

    #[test]
    fn the_first_of_several_is_taken() {
        assert_eq!(aligned("abcab", "abc"), "a b c -a -b");
        assert_eq!(aligned("sfcsc", "sfc"), "s f c -s -c");
    }
}

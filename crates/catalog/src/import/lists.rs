//! Several things in one cell of Tradepost's own file. What separates them can stand in them behind a backslash.

/// What can separate: parts, levels of a path, name and value, words.
const SIGNS: [char; 5] = ['\\', '|', '>', ':', ','];

/// The parts between separators, each as it stands there: a part may be split once more.
pub(crate) fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (place, sign) in text.char_indices() {
        if sign == separator && !escaped {
            parts.extend(text.get(start..place));
            start = place + sign.len_utf8();
        }
        escaped = sign == '\\' && !escaped;
    }
    parts.extend(text.get(start..));
    parts
}

/// A part as it is meant. A backslash before any other sign is a backslash.
pub(crate) fn plain(part: &str) -> String {
    let mut plain = String::with_capacity(part.len());
    let mut signs = part.trim().chars().peekable();
    while let Some(sign) = signs.next() {
        match signs.next_if(|next| sign == '\\' && SIGNS.contains(next)) {
            Some(meant) => plain.push(meant),
            None => plain.push(sign),
        }
    }
    plain
}

/// A part as it can stand between separators.
pub(crate) fn part(plain: &str) -> String {
    let mut part = String::with_capacity(plain.len());
    for sign in plain.chars() {
        if SIGNS.contains(&sign) {
            part.push('\\');
        }
        part.push(sign);
    }
    part
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{part, plain, split};

    #[test]
    fn what_people_write_is_read_as_they_mean_it() {
        assert_eq!(split("Camping > Tents | Sale", '|'), ["Camping > Tents ", " Sale"]);
        assert_eq!(plain(r" C:\temp\new "), r"C:\temp\new");
        assert_eq!(plain(r"2\:1 \| 3\\4"), r"2:1 | 3\4");
        assert_eq!(split("", '|'), [""]);
    }

    proptest! {
        #[test]
        fn parts_come_back(words in prop::collection::vec("[a:|>,\\\\ é]{0,8}", 1..5), separator in "[|>:,]") {
            let separator = separator.chars().next().unwrap();
            let joined: Vec<String> = words.iter().map(|word| part(word)).collect();
            let joined = joined.join(&separator.to_string());
            let read: Vec<String> = split(&joined, separator).into_iter().map(plain).collect();
            let meant: Vec<String> = words.iter().map(|word| word.trim().to_owned()).collect();
            prop_assert_eq!(read, meant);
        }
    }
}

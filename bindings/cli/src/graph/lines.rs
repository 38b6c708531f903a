//! Words in lines of a drawing.

/// Words broken into lines of at most so many characters; a longer word is cut.
pub(super) fn wrapped(words: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut long = 0_usize;
    for word in words.split_whitespace() {
        for piece in pieces(word, most) {
            let width = piece.chars().count();
            if long > 0 && long.saturating_add(width).saturating_add(1) > most {
                lines.push(std::mem::take(&mut line));
                long = 0;
            }
            if long > 0 {
                line.push(' ');
                long = long.saturating_add(1);
            }
            line.push_str(&piece);
            long = long.saturating_add(width);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn pieces(word: &str, most: usize) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    chars.chunks(most.max(1)).map(|chunk| chunk.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_break_between_words_and_inside_long_ones() {
        assert_eq!(wrapped("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert!(wrapped(" ", 3).is_empty());
    }
}

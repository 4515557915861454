//! The command line: readings of files, or of a stream of JSON lines.

fn main() {}

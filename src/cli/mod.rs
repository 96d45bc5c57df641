//! One file per subcommand: arguments, progress, what is printed. No domain logic.

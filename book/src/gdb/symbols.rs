//! The names in an executable or a library.

use object::{File, Object, ObjectSymbol, Symbol, SymbolIterator, SymbolKind};

/// The functions and variables by name.
pub(crate) struct Symbols {
    /// What it takes from libraries.
    pub(crate) imports: Vec<String>,
    /// What it has itself; empty if it was stripped.
    pub(crate) own: Vec<String>,
    /// The functions that a library offers.
    pub(crate) exports: Vec<String>,
}

impl Symbols {
    pub(crate) fn of(object: &File<'_>) -> Self {
        let names = |symbols: SymbolIterator<'_, '_>, wanted: fn(&Symbol<'_, '_>) -> bool| {
            let names = symbols.filter(wanted).filter_map(|symbol| symbol.name().ok().map(str::to_owned));
            names.collect()
        };
        let is_function =
            |symbol: &Symbol<'_, '_>| symbol.is_definition() && symbol.kind() == SymbolKind::Text;
        Self {
            imports: names(object.dynamic_symbols(), |symbol| symbol.is_undefined()),
            own: names(object.symbols(), |symbol| !symbol.is_undefined()),
            exports: names(object.dynamic_symbols(), is_function),
        }
    }
}

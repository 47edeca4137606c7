//! What the rows of a file say about products, before anything is written.

use crate::product::NewProduct;
use crate::variant::VariantState;

/// A product as a file tells it.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// The rows it came from, ascending.
    pub(crate) rows: Vec<i64>,
    /// What it is. Its categories are in `categories` yet, because a file names them and has no ids.
    pub(crate) product: NewProduct,
    /// Paths in the tree of categories, each from the top down.
    pub(crate) categories: Vec<Vec<String>>,
    /// Pictures to be fetched, in their order.
    pub(crate) images: Vec<DraftImage>,
    /// How many there are of each variant, where the file says so.
    pub(crate) quantities: Vec<Option<i64>>,
    /// What each variant consists of, by SKU or id, where the file tells of bundles.
    pub(crate) components: Vec<Vec<(String, i64)>>,
    /// Whether each variant can be bought, where the file says so.
    pub(crate) variant_states: Vec<Option<VariantState>>,
    /// The row of each variant.
    pub(crate) variant_rows: Vec<i64>,
}

impl Draft {
    /// A draft of which nothing is known but its rows.
    pub(super) fn of(rows: Vec<i64>, slug: Option<String>) -> Self {
        Self {
            rows,
            product: NewProduct { slug, ..NewProduct::default() },
            categories: Vec::new(),
            images: Vec::new(),
            quantities: Vec::new(),
            components: Vec::new(),
            variant_states: Vec::new(),
            variant_rows: Vec::new(),
        }
    }

    /// The row that a variant came from; the product's first where that is not known.
    pub(crate) fn row_of_variant(&self, index: usize) -> i64 {
        self.variant_rows.get(index).or(self.rows.first()).copied().unwrap_or_default()
    }
}

/// A picture that a file links to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DraftImage {
    pub(crate) url: String,
    pub(crate) alt_text: String,
}

/// Why a row cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowError {
    /// The row, as a spreadsheet numbers it.
    pub(crate) row: i64,
    /// The column as the file names it, or the field that it stands for.
    pub(crate) field: String,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

/// A product of a file: readable, or broken in one or several of its rows. A broken one is left out as a whole, because
/// a product of which some sizes are missing is worse than one that is reported.
#[derive(Debug, Clone)]
pub(crate) enum Parsed {
    Whole(Box<Draft>),
    Broken { rows: Vec<i64>, errors: Vec<RowError> },
}

impl Parsed {
    /// The draft, unless there were errors.
    pub(super) fn new(draft: Draft, errors: Vec<RowError>) -> Self {
        if errors.is_empty() {
            Self::Whole(Box::new(draft))
        } else {
            Self::Broken { rows: draft.rows, errors }
        }
    }
}

impl Parsed {
    /// Whether it consists of variants of other products.
    pub(super) fn is_bundle(&self) -> bool {
        match self {
            Self::Whole(draft) => draft.components.iter().any(|parts| !parts.is_empty()),
            Self::Broken { .. } => false,
        }
    }

    /// The rows of the product.
    pub(super) fn into_rows(self) -> Vec<i64> {
        match self {
            Self::Whole(draft) => draft.rows,
            Self::Broken { rows, .. } => rows,
        }
    }
}

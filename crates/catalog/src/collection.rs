//! Collections: products that belong together by hand or by a rule.

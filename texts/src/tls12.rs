use crate::Text;

pub(crate) const TEXTS: &[Text] = &[];

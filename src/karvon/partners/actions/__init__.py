"""Everything that changes partners: what people say of them, and what is shipped."""

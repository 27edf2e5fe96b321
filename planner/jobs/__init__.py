"""Background work. State and leases are rows in our own tables; being woken up is only a hint to look at them."""

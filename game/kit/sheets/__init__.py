"""The sheets of the kit, one module a kind: what stands where on paper."""

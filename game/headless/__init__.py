"""Games without a surface: playouts, batches, results."""

"""Who publishes: the catalogue of outlets, and which of them a name, a domain or an address means."""

from pipeline.outlets.catalog import Catalog, CatalogOutlet, OutletError, load

__all__ = ["Catalog", "CatalogOutlet", "OutletError", "load"]

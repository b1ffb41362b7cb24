"""Starting the product on a machine: builds the pages when their sources changed, then serves pages, API and socket on one port."""

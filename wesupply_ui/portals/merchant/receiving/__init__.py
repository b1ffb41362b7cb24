"""Taking returns in `/app/returns/receive`: scan, count, decide, next; made for a tablet at a bench and a scanner that types."""

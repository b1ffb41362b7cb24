"""What staff do about parcels in trouble: the inbox of cases, how such cases usually end, and each thing that can be done about one."""

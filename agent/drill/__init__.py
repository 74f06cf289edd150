"""The fault drill: breaks a running lab in known ways, watches itself find out, and says how well it did."""

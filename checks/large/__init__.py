"""Large plain tables: every row is reckoned by column, few are looked at one by one."""

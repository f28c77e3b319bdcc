# Prints a Makefile's targets from their `##` comments, in the groups that `##@` lines open.

BEGIN {
    FS = ":.*## "
    print "make TARGET"
}

/^##@ / {
    print "\n" substr($0, 5)
}

/^[a-z][a-z0-9-]*:.*## / {
    printf "  %-16s%s\n", $1, $2
}

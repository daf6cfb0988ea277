#!/bin/sh
# What busybox's DHCP client calls (busybox networking/udhcp/dhcpc.c), and lease.py for a fixed
# address: $1 is what has happened, the rest comes in the environment from the network's router,
# and is therefore quoted everywhere.
set -f
mark="# camera portal, $interface"

forget_servers() {
    # The file may be a link to another program's, and sed would put a file in its place.
    sed -i "/$mark\$/d" "$(readlink -f /etc/resolv.conf)"
}

case "$1" in
deconfig)
    # At the client's start, too, when there is nothing to take back and a phone is waiting.
    [ -e "$LEASE" ] || exit 0
    ip -4 addr flush dev "$interface"
    rm -f "$LEASE"
    forget_servers
    ;;
bound | renew)
    ip -4 addr replace "$ip/$mask" broadcast + dev "$interface" || exit 1
    for gateway in $router; do
        ip -4 route replace default via "$gateway" dev "$interface" metric 600
        break
    done
    echo "$ip" >"$LEASE"
    forget_servers
    for server in $dns; do
        echo "nameserver $server $mark" >>/etc/resolv.conf
    done
    ;;
esac
exit 0

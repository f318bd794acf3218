#!/bin/sh
# Runs a command in a root of its own, as the container of an image does: $1 the folder that is the root, $2 user and
# group by number, $3 the folder to stand in; then the command. It has the programs and libraries of this machine to read,
# and is process 1. With ISOLATED set, its network has no way out and its root is read-only, but for /data and /tmp.
set -eu
root=$1 user=$2 folder=$3
shift 3
mount --make-rprivate /
mount --bind "$root" "$root"
for name in usr bin sbin lib lib64; do
  [ -e "/$name" ] || continue
  if [ -L "/$name" ]; then
    ln -sfn "$(readlink "/$name")" "$root/$name"
    continue
  fi
  mkdir -p "$root/$name"
  mount --bind "/$name" "$root/$name"
  mount -o remount,bind,ro "$root/$name"
done
mount --bind "$root/.local" "$root/usr/local"
mount --bind "$NODE_FOLDER" "$root/.node"
mount --bind "$NPM_FOLDER" "$root/.npm-program"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t proc proc "$root/proc"
for name in null zero random urandom; do
  touch "$root/dev/$name"
  mount --bind "/dev/$name" "$root/dev/$name"
done
if [ -n "${ISOLATED:-}" ]; then
  # As Docker's bridge: loopback, and an address that is not.
  ip link set lo up
  ip link add veth0 type veth peer name veth1
  ip address add 172.18.0.2/16 dev veth0
  ip link set veth0 up
  ip link set veth1 up
  mount --bind "$root/data" "$root/data"
  mount -o remount,bind,ro "$root"
fi
cd "$root"
exec chroot --userspec="$user" "$root" sh -c 'cd "$1" && shift && exec "$@"' sh "$folder" "$@"

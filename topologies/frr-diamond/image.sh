#!/usr/bin/env bash
# Builds the routers' image from Debian's own packages: no image is pulled, nothing comes from anywhere but the mirror.
#
#   sudo topologies/frr-diamond/image.sh [--force]
#
# An image of the same recipe is kept. MIRROR names another Debian mirror. The packages are kept in CACHE for the next time.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
suite=bookworm
image=labkeeper/frr:8.4.4 # the release of FRR in this suite
mirror=${MIRROR:-http://deb.debian.org/debian}
cache=${CACHE:-/var/cache/labkeeper/debs}
packages=frr,iproute2,nftables,procps,iputils-ping,openssh-server

fail() {
  echo "frr-image: $1" >&2
  [ $# -lt 2 ] || echo "  $2" >&2
  exit 1
}

recipe=$(cat "${BASH_SOURCE[0]}" "$here"/image/* | sha256sum | cut -c1-16)
command -v docker >/dev/null || fail "docker is not installed" "sudo apt-get install docker.io"
said=$(docker version --format '{{.Server.Version}}' 2>&1) ||
  fail "the Docker engine does not answer: $(tail -n1 <<<"$said")" "is it running, and may this user talk to it?"
known=$(docker image inspect --format '{{index .Config.Labels "labkeeper.recipe"}}' "$image" 2>/dev/null || true)
if [ "$known" = "$recipe" ] && [ "${1:-}" != --force ]; then
  echo "$image is there already (recipe $recipe); --force builds it anew"
  exit 0
fi
[ "$(id -u)" -eq 0 ] || fail "debootstrap and chroot need root" "sudo $0"
command -v debootstrap >/dev/null || fail "debootstrap is not installed" "sudo apt-get install debootstrap"

begun=$SECONDS
mkdir -p "$cache"
work=$(mktemp -d /var/tmp/labkeeper-frr-image.XXXXXX)
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/rootfs
echo "installing $packages from $mirror ($suite) ..."
DEBIAN_FRONTEND=noninteractive debootstrap --variant=minbase --cache-dir="$cache" --include="$packages" \
  "$suite" "$root" "$mirror" >"$work/debootstrap.log" 2>&1 || {
  tail -n 5 "$work/debootstrap.log" >&2
  fail "debootstrap failed" "can $mirror be reached? MIRROR=... names another one"
}

# a user whose shell is the router's own, as on any network device
chroot "$root" useradd --create-home --groups frr,frrvty --shell /usr/bin/vtysh admin
echo admin:admin | chroot "$root" chpasswd
rm -f "$root"/etc/ssh/ssh_host_* "$root"/etc/rsyslog.d/45-frr.conf # each router makes its own key
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale}/*
install -m 755 "$here/image/lab-start" "$root/usr/local/sbin/lab-start"
chroot "$root" install -d -o frr -g frr -m 750 /etc/frr
install -m 640 "$here/image/daemons" "$here/image/vtysh.conf" "$root/etc/frr/"
chroot "$root" chown frr:frr /etc/frr/daemons
chroot "$root" chown frr:frrvty /etc/frr/vtysh.conf
rm -f "$root/etc/frr/frr.conf"

version=$(chroot "$root" dpkg-query -W -f '${Version}' frr)
[ "${version%%-*}" = "${image##*:}" ] || fail "the mirror has frr $version, and this recipe is for ${image##*:}"
tar -C "$root" --one-file-system -c . | docker import \
  -c 'CMD ["/usr/local/sbin/lab-start"]' -c "LABEL labkeeper.recipe=$recipe" -c "LABEL labkeeper.frr=$version" \
  - "$image" >/dev/null
echo "$image: frr $version, $(docker image inspect --format '{{.Size}}' "$image" | awk '{printf "%d MB", $1 / 1e6}'), in $((SECONDS - begun)) s"

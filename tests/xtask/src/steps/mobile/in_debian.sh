# in_debian.sh DEBIAN CHECKOUT PROGRAM [WORD]...
# Runs a program in a folder of Debian, with the checkout at the same place in it as here, and in it. What is mounted
# belongs to this process alone, and is gone when it ends, however it ends.
set -eu
if [ "${IN_OUR_OWN_MOUNTS:-}" != yes ]; then
  IN_OUR_OWN_MOUNTS=yes exec unshare --mount sh "$0" "$@"
fi
debian=$1 checkout=$2
shift 2
mount --make-rprivate /
mount -t proc proc "$debian/proc"
mkdir -p "$debian$checkout"
mount --bind "$checkout" "$debian$checkout"
exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 chroot "$debian" \
  sh -c 'cd "$0" && exec "$@"' "$checkout" "$@"

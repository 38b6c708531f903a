# debian_with_swift.sh FOLDER RELEASE PACKAGES [MIRROR]
# Lays a small Debian with some packages into a folder. The file .complete in it says that it was done to its end.
set -eu
folder=$1 release=$2 packages=$3
rm -rf --one-file-system "$folder"
mkdir -p "$(dirname "$folder")"
debootstrap --variant=minbase "$release" "$folder" ${4:-}
cp /etc/resolv.conf "$folder/etc/resolv.conf" || true
sh "$(dirname "$0")/in_debian.sh" "$folder" "$PWD" sh -euc "
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install --yes -qq --no-install-recommends $packages
  apt-get clean"
touch "$folder/.complete"

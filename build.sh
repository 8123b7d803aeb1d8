#!/usr/bin/env bash
# RlsMotion's one script. Usage: ./build.sh [build|test|format|bench|secrets|image]
#   build    restore from the lock files and build everything (Release)
#   test     install what tests need (Debian, as root), check format, build, run every test;
#            the last line is "N passed, N failed, N skipped"
#   format   mend white space
#   bench    run the benchmarks; further arguments go to BenchmarkDotNet
#   secrets  make the random passwords that docker-compose.yml reads (deploy/secrets/)
#   image    build the service's container image from this checkout
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

solution=RlsMotion.sln

# Debian's packages that tests use as real counterparts, and the command or module that shows each is there.
packages=(
  "mosquitto:command -v mosquitto"
  "mosquitto-clients:command -v mosquitto_pub"
  "influxdb:command -v influxd"
  "chromium:command -v chromium"
  "docker-compose:command -v docker-compose"
  "python3-paho-mqtt:/usr/bin/python3 -c 'import paho.mqtt.client'"
  "python3-cryptography:/usr/bin/python3 -c 'import cryptography'"
  "python3-cbor2:/usr/bin/python3 -c 'import cbor2'"
)

say() { printf '\n== %s\n' "$*"; }

install_counterparts() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 0
  local missing=() entry
  for entry in "${packages[@]}"; do
    bash -c "PATH=\$PATH:/usr/sbin; ${entry#*:}" >/dev/null 2>&1 || missing+=("${entry%%:*}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing what the tests talk to: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o DPkg::Lock::Timeout=600 update -qq
  apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

restore() { say "Restoring, locked"; dotnet restore "$solution" --locked-mode -v quiet; }
build() { restore; say "Building"; dotnet build "$solution" -c Release --no-restore -v quiet; }

run_tests() {
  install_counterparts
  restore
  say "Checking format"
  dotnet format whitespace "$solution" --no-restore --verify-no-changes
  say "Building"
  dotnet build "$solution" -c Release --no-restore -v quiet
  say "Testing"
  # One test program after the other: several of them start real servers and browsers.
  local folder program status=0 passed=0 failed=0 skipped=0 report counts
  report=$(mktemp)
  for folder in tests/*.Tests; do
    program="$folder/bin/Release/net10.0/$(basename "$folder")"
    printf '\n-- %s\n' "$(basename "$folder")"
    dotnet "$program.dll" --no-ansi --progress off "$@" 2>&1 | tee "$report" || status=1
    counts=$(sed -nE 's/^ *(total|failed|succeeded|skipped): ([0-9]+).*/\1=\2/p' "$report" | tr '\n' ' ')
    if ! grep -q 'total=' <<<"$counts"; then echo "$(basename "$folder") ended without a summary"; failed=$((failed + 1)); status=1; continue; fi
    passed=$((passed + $(sed -nE 's/.*succeeded=([0-9]+).*/\1/p' <<<"$counts")))
    failed=$((failed + $(sed -nE 's/.*failed=([0-9]+).*/\1/p' <<<"$counts")))
    skipped=$((skipped + $(sed -nE 's/.*skipped=([0-9]+).*/\1/p' <<<"$counts")))
  done
  rm -f "$report"
  [ "$failed" = 0 ] || status=1
  printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  return "$status"
}

make_secrets() {
  mkdir -p deploy/secrets data
  chmod 700 deploy/secrets data
  local name
  for name in mqtt influx; do
    [ -s "deploy/secrets/$name" ] || (umask 077; head -c 24 /dev/urandom | base64 | tr '+/' '-_' > "deploy/secrets/$name")
  done
  (umask 077
    { echo "INFLUXDB_HTTP_AUTH_ENABLED=true"; echo "INFLUXDB_ADMIN_USER=rlsmotion"; echo "INFLUXDB_ADMIN_PASSWORD=$(cat deploy/secrets/influx)"; } > deploy/secrets/influx.env)
  echo "Passwords are in deploy/secrets (not in git). Next: docker compose up"
}

case "${1:-build}" in
  build) build ;;
  test) shift; run_tests "$@" ;;
  format) dotnet format whitespace "$solution" ;;
  bench) shift; [ $# -gt 0 ] || set -- --filter '*'; dotnet run -c Release --project benchmarks/RlsMotion.Benchmarks -- "$@" ;;
  secrets) make_secrets ;;
  image) dotnet publish src/RlsMotion.Service -c Release -t:PublishContainer -p:ContainerRepository=rlsmotion -p:ContainerImageTag=latest ;;
  *) sed -n '2,9p' "$0"; exit 2 ;;
esac

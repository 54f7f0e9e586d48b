# Measurements; each is a line in $results: subject, what, value.

record() { printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$results"; }

# A subject's processes: nginx has workers.
processes() {
  if [ "$1" = direct ]; then return 0; fi
  echo "${pids[$1]}"
  pgrep -P "${pids[$1]}" || true
}

resident_kib() {
  local pid sum=0
  for pid in $(processes "$1"); do
    sum=$((sum + $(awk '/^VmRSS/ {print $2}' "/proc/$pid/status")))
  done
  echo $sum
}

# Milliseconds of CPU so far.
cpu_ms() {
  local pid sum=0 stat
  for pid in $(processes "$1"); do
    stat=$(<"/proc/$pid/stat")
    set -- ${stat##*) }
    sum=$((sum + ${12} + ${13}))
  done
  echo $((sum * 1000 / $(getconf CLK_TCK)))
}

measure_start() {
  if [ "$1" = direct ]; then return 0; fi
  local from to i
  for i in $(seq "$starts"); do
    stop "$1"
    from=${EPOCHREALTIME/./}
    start "$1"
    await_ready "$1"
    to=${EPOCHREALTIME/./}
    record "$1" start_ms $(((to - from) / 1000))
  done
  sleep 2
  record "$1" idle_kib "$(resident_kib "$1")"
  # Whoever does not pass a send is not worth measuring.
  send_one "$1" >"$work/answer"
  head -1 "$work/answer" | grep -q ' 200' || fail "$1 answers: $(<"$work/answer")"
}

# Full load for so many seconds; sets requests, rate, p50, p99 and failed.
full_load() {
  local result refused broken
  wrk -t2 -c64 -d"$2" --latency -s "$bench/load/send.lua" "http://127.0.0.1:${ports[$1]}" \
    -- "$work/contacts" $((RANDOM * 3)) >"$work/wrk"
  result=$(grep ^RESULT "$work/wrk") || fail "wrk: $(<"$work/wrk")"
  read -r _ requests rate p50 p99 refused broken <<<"$result"
  failed=$((refused + broken))
}

# All that is measured must have been forwarded and answered.
insist() {
  [ "$2" != 0 ] || return 0
  case $1 in
    before | gateway*) curl -sS "127.0.0.1:$((ports[$1] + 100))/q/metrics" | grep ^sallyport_decisions_total >&2 ;;
    *) tail -5 "$work/$1.log" >&2 ;;
  esac
  fail "$1: $2 sends failed or were not answered with 2xx"
}

# What a pod does that has just been rolled out. Those who need no warming have it, too: it tells that they need none.
measure_first() {
  if [ "$1" = direct ]; then return 0; fi
  full_load "$1" 10
  insist "$1" "$failed"
  record "$1" first_rate "$rate"
  note "$1: its first 10 s, $rate/s"
}

# What is not a JVM is warm at once. A JVM gets full load until it gets no faster, for as long as is allowed.
warm() {
  case $1 in
    direct) full_load "$1" 2 ;&
    nginx | nginx-lua | gateway-native) return 0 ;;
  esac
  local best=0 spent no_faster=0
  for spent in $(seq 5 5 "$warm_up"); do
    full_load "$1" 5
    note "$1: warm-up, $spent s, $rate/s, $failed failed"
    no_faster=$((rate * 100 < best * 103 ? no_faster + 1 : 0))
    if [ $no_faster = 2 ]; then return 0; fi
    best=$((rate > best ? rate : best))
  done
}

# KiB that a JVM has allocated: what its collections emptied the eden space of, and what is in it. The young generation
# has a fixed size. Nothing for what is no JVM.
allocated_kib() {
  case $1 in
    before | gateway | spring-cloud-gateway)
      "${java%java}jstat" -gc "${pids[$1]}" | awk '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
        NR == 2 { printf "%d", $column["YGC"] * $column["EC"] + $column["EU"] }'
      ;;
  esac
}

measure_throughput() {
  local before after allocated
  allocated=$(allocated_kib "$1")
  before=$(cpu_ms "$1")
  (sleep $((seconds - 1)) && resident_kib "$1" >"$work/resident") &
  local sampling=$!
  full_load "$1" "$seconds"
  insist "$1" "$failed"
  after=$(cpu_ms "$1")
  wait $sampling
  if [ -n "$allocated" ]; then
    record "$1" allocated_bytes $((($(allocated_kib "$1") - allocated) * 1024 / requests))
  fi
  record "$1" rate "$rate"
  record "$1" full_p50_us "$p50"
  record "$1" full_p99_us "$p99"
  record "$1" cpu_us $(((after - before) * 1000 / requests))
  record "$1" load_kib "$(<"$work/resident")"
  note "round $2, $1: $rate/s, p50 $p50 us, p99 $p99 us"
}

constant_rate=1000

measure_latency() {
  local result refused worst
  redis-cli -p $redis_port config resetstat >/dev/null
  java -XX:+UseSerialGC -Xmx64m -cp "$work/classes" ConstantRate "${ports[$1]}" $constant_rate 3 "$seconds" \
    "$work/contacts" >"$work/constant" 2>&1 || fail "$1: $(<"$work/constant")"
  result=$(grep ^RESULT "$work/constant") || fail "$1: $(<"$work/constant")"
  read -r _ requests p50 p99 worst refused <<<"$result"
  insist "$1" "$refused"
  record "$1" steady_p50_us "$p50"
  record "$1" steady_p99_us "$p99"
  record_scripts "$1" $(((seconds + 3) * constant_rate))
  note "round $2, $1 at $constant_rate/s: p50 $p50 us, p99 $p99 us, longest $worst us"
}

# What Redis says of the scripts: calls per 1,000 sends, and microseconds of each.
record_scripts() {
  redis-cli -p $redis_port info commandstats | tr -d '\r' >"$work/commands"
  awk -F'[=,]' -v sends="$2" -v subject="$1" -v OFS='\t' '
    /^cmdstat_evalsha:/ { print subject, "scripts_per_1000", $2 * 1000 / sends; print subject, "script_us", $6 }
  ' "$work/commands" >>"$results"
}

# The calls that were captured, for many contacts: so many that admit are on their way at a time that Redis never waits.
measure_script() {
  if [ ! -e "$work/admit-call.lua" ]; then return 0; fi
  local result
  result=$(java -cp "$work/classes" ScriptTime $redis_port "$work/admit-call.lua" $sample "$work/contacts") ||
    fail "the script's time was not measured"
  record redis admit_cpu_us "$result"
  # Of the keys of settle.lua three are not of each send, and one of its arguments.
  result=$(java -cp "$work/classes" ScriptTime $redis_port "$work/settle-call.lua" $sample "$work/contacts" 3 1) ||
    fail "the time of the script that settles was not measured"
  record redis settle_cpu_us "$result"
}

# The console drops decisions that it cannot write in time; how many is part of the picture.
count_audit_lines() {
  local name sent
  for name in before gateway gateway-native; do
    if [ -z "${pids[$name]:-}" ]; then continue; fi
    sleep 1
    sent=$(curl -sS "127.0.0.1:$((ports[$name] + 100))/q/metrics" |
      awk '/^sallyport_decisions_total/ {sum += $NF} END {printf "%d", sum}')
    record "$name" decisions "$sent"
    record "$name" decisions_logged "$(grep -c '"decision":' "$work/$name.log" || true)"
  done
}

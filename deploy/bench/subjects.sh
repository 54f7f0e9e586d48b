# What is measured, and how each of it is started. All on loopback, all with ports of their own.

number=106540352242922
sample=16505551234
stub_port=18100 redis_port=18379
declare -A ports=(
  [direct]=$stub_port [nginx]=18101 [nginx-lua]=18102 [spring-cloud-gateway]=18103 [gateway]=18104 [gateway-native]=18105
  [before]=18106)
declare -A pids=()

note() { printf '%(%T)T %s\n' -1 "$*" >&2; }

fail() {
  echo "$*" >&2
  exit 1
}

is_subject() { [ -n "${ports[$1]:-}" ] || usage 2 >&2; }

check_tools() {
  local missing=()
  command -v wrk >/dev/null || missing+=(wrk)
  command -v nginx >/dev/null || missing+=(nginx-light)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v redis-cli >/dev/null || missing+=(redis-tools)
  command -v curl >/dev/null || missing+=(curl)
  command -v pgrep >/dev/null || missing+=(procps)
  [ -e /usr/lib/nginx/modules/ngx_http_lua_module.so ] || missing+=(libnginx-mod-http-lua)
  [ -e /usr/share/lua/5.1/nginx/redis.lua ] || missing+=(lua-nginx-redis)
  ls /usr/lib/*/lua/5.1/cjson.so >/dev/null 2>&1 || missing+=(lua-cjson)
  [ ${#missing[@]} = 0 ] || fail "Missing: apt-get install ${missing[*]}"
  command -v java >/dev/null || fail "Missing: a JDK 17 or newer"
}

# What the measured JVMs run on and with, as the image: JDK 25 where JAVA_HOME names one, and the options of all of
# deploy/. The load has the JVM of the path.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jvm_options=deploy/jvm.options

gateway_jar=target/quarkus-app/quarkus-run.jar
spring=deploy/bench/spring-cloud-gateway

java_release=$("$java" -version 2>&1 | sed -n '1s/[^"]*"\([0-9]*\).*/\1/p')
has_aot() { [ "${java_release:-0}" -ge 25 ]; }

# Builds what is measured and older than its sources.
build_artefacts() {
  local app=${gateway_jar%/*}
  if needs_gateway "$@"; then
    if ! has_aot; then
      note "Java $java_release: the image has 25 and an AOT cache; JAVA_HOME says which to use"
      if is_older "$app/jvm.options" src/main pom.xml $jvm_options; then
        note "building the gateway"
        ./mvnw -B -q package -DskipTests >&2
      fi
    elif is_older "$app/app.aot" src/main pom.xml $jvm_options; then
      note "building the gateway and its AOT cache"
      ./mvnw -B -q verify -Daot >&2
    fi
  fi
  if [[ " $* " == *" spring-cloud-gateway "* ]] && is_older $spring/target/gateway.jar $spring/src $spring/pom.xml; then
    note "building Spring Cloud Gateway"
    ./mvnw -B -q -f $spring/pom.xml package >&2
  fi
}

is_older() {
  local built=$1
  shift
  [ ! -e "$built" ] || [ -n "$(find "$@" -newer "$built" -print -quit)" ]
}

# nginx + Lua needs the windows and the script that a gateway left in Redis.
needs_gateway() { [[ " $* " == *" nginx-lua "* || " $* " == *" gateway "* || " $* " == *" gateway-native "* || " $* " == *" before "* ]]; }

# Starts a command in the background under a name, its output in a file of that name.
launch() {
  local name=$1
  shift
  "$@" >>"$work/$name.log" 2>&1 &
  pids[$name]=$!
}

launch_nginx() {
  sed -e "s|@DIR@|$work|g" -e "s|@BENCH@|$bench|g" -e "s|@STUB@|$stub_port|g" -e "s|@REDIS@|$redis_port|g" \
    -e "s|@SAMPLE@|$sample|g" -e "s|@PORT@|${3:-}|g" "$bench/nginx/$2.conf" >"$work/$1.conf"
  launch "$1" nginx -e "$work/$1.log" -p "$work" -c "$work/$1.conf"
}

# As the README says, in the production profile. Only the throughput of the number is not Meta's.
launch_gateway() {
  local name=$1 chdir=()
  shift
  case $1 in --chdir=*) chdir=("$1"); shift ;; esac
  launch "$name" env "${chdir[@]}" \
    QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT="${ports[$name]}" \
    QUARKUS_MANAGEMENT_HOST=127.0.0.1 QUARKUS_MANAGEMENT_PORT=$((ports[$name] + 100)) \
    QUARKUS_REDIS_HOSTS=redis://127.0.0.1:$redis_port \
    SALLYPORT_GRAPH_URL=http://127.0.0.1:$stub_port \
    SALLYPORT_WEBHOOK_APP_SECRET=bench-app-secret SALLYPORT_WEBHOOK_VERIFY_TOKEN=bench-verify-token \
    SALLYPORT_NUMBERS__${number}__WABA_ID=102290129340398 \
    SALLYPORT_NUMBERS__${number}__ACCESS_TOKEN=bench-token \
    SALLYPORT_NUMBERS__${number}__THROUGHPUT=1000000 \
    "$@"
}

# As the image: with the options, and with a cache if there is one beside the jar that this JVM can read. In the jar's
# directory: a cache knows the jars by the paths they had when it was made, and is passed over in silence under others.
launch_jar() {
  local name=$1 app=${2%/*} jar=${2##*/}
  shift 2
  if [ -e "$app/app.aot" ] && has_aot; then set -- -XX:AOTCache=app.aot "$@"; fi
  launch_gateway "$name" --chdir="$app" "$java" "@$root/$jvm_options" "$@" -jar "$jar"
}

start() {
  case $1 in
    direct) ;;
    stub) launch_nginx stub stub ;;
    redis)
      launch redis redis-server --port $redis_port --bind 127.0.0.1 --dir "$work" --appendonly yes \
        --maxmemory-policy noeviction --save "" --auto-aof-rewrite-percentage 0
      ;;
    nginx) launch_nginx nginx proxy "${ports[nginx]}" ;;
    nginx-lua) launch_nginx nginx-lua lua "${ports[nginx-lua]}" ;;
    spring-cloud-gateway)
      launch "$1" "$java" "@$jvm_options" ${JAVA_OPTS:-} -jar $spring/target/gateway.jar --server.port="${ports[$1]}" \
        --bench.upstream=http://127.0.0.1:$stub_port --spring.data.redis.port=$redis_port
      ;;
    gateway) launch_jar "$1" "$gateway_jar" ${JAVA_OPTS:-} ;;
    before) launch_jar "$1" "$before" ${BEFORE_JAVA_OPTS-${JAVA_OPTS:-}} ;;
    gateway-native) launch_gateway "$1" "$native" ;;
  esac
}

# Whether a server answers: the gateways by their readiness, which asks Redis; the others anything at all.
is_ready() {
  case $1 in
    direct) true ;;
    stub) answers $stub_port / ;;
    redis) redis-cli -p $redis_port ping >/dev/null 2>&1 ;;
    gateway | gateway-native | before) answers $((ports[$1] + 100)) /q/health/ready 200 ;;
    *) answers "${ports[$1]}" /ready ;;
  esac
}

answers() {
  local line=""
  {
    printf 'GET %s HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n' "$2" >&3
    IFS= read -r -t 2 line <&3 || true
  } 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  [[ $line == "HTTP/1.1 ${3:-}"* ]]
} 2>/dev/null

await_ready() {
  for _ in $(seq 6000); do
    if is_ready "$1"; then return 0; fi
    if [ "$1" != direct ] && ! kill -0 "${pids[$1]}" 2>/dev/null; then break; fi
    sleep 0.005
  done
  tail -20 "$work/$1.log" >&2
  fail "$1 does not start"
}

stop() {
  local pid=${pids[$1]:-}
  [ -n "$pid" ] || return 0
  unset "pids[$1]"
  kill "$pid" 2>/dev/null || return 0
  for _ in $(seq 100); do
    if ! kill -0 "$pid" 2>/dev/null; then return 0; fi
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

clean_up() {
  set +e
  local name
  for name in "${!pids[@]}"; do stop "$name"; done
  wait
  rm -rf "$work"
}

# Redis, the upstream and, where they are asked for, contacts whose windows are open, and the call of the script that
# nginx + Lua repeats.
prepare() {
  local port area
  for port in $stub_port $redis_port "${ports[@]}"; do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then fail "port $port is taken"; fi
  done
  for area in 201 202 203 205 206 207 208 209 210 212; do seq -f "1${area}555%04g" 0 9999; done >"$work/contacts"
  start redis
  start stub
  await_ready redis
  await_ready stub
  needs_gateway "$@" || return 0
  start gateway
  await_ready gateway
  import <"$work/contacts"
  echo $sample | import
  capture
  stop gateway
  rm "$work/gateway.log"
}

import() {
  local answer now
  now=$(date -u +%FT%TZ)
  sed "s|.*|{\"contact\":\"&\",\"last_inbound_at\":\"$now\"}|" >"$work/import"
  answer=$(curl -sS -T "$work/import" -X POST "127.0.0.1:${ports[gateway]}/sallyport/v1/numbers/$number/import")
  [[ $answer == *"\"imported\":$(wc -l <"$work/import"),"* ]] || fail "import: ${answer: -500}"
}

# Listens to Redis while the gateway decides and settles one send, and keeps the two calls that name the contact.
capture() {
  : >"$work/monitor"
  redis-cli -p $redis_port monitor >"$work/monitor" &
  pids[monitor]=$!
  until grep -q OK "$work/monitor"; do sleep 0.05; done
  send_one gateway >/dev/null
  until [ "$(captured | wc -l)" -ge 2 ]; do sleep 0.05; done
  stop monitor
  captured | sed -n 1p >"$work/admit-call.lua"
  captured | sed -n 2p >"$work/settle-call.lua"
}

# MONITOR's quoting is Lua's.
captured() {
  grep -ai '"evalsha"' "$work/monitor" | grep -a $sample | sed -e 's/^[^"]*//' -e 's/" "/", "/g' -e 's/.*/return {&}/'
}

send_one() {
  curl -sS -i "127.0.0.1:${ports[$1]}/v25.0/$number/messages" -H 'Authorization: Bearer bench-token' \
    -H 'Content-Type: application/json' -H "X-To: $sample" \
    -d "{\"messaging_product\":\"whatsapp\",\"to\":\"$sample\",\"type\":\"text\",\"text\":{\"body\":\"Hello!\"}}"
}

{{- define "sallyport.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains "sallyport" .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-sallyport" .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What never changes in the life of a release: a Deployment's selector cannot. */}}
{{- define "sallyport.selector" -}}
app.kubernetes.io/name: sallyport
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: gateway
{{- end -}}

{{- define "sallyport.common" -}}
app.kubernetes.io/part-of: sallyport
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "sallyport.labels" -}}
{{ include "sallyport.selector" . }}
{{ include "sallyport.common" . }}
{{- end -}}

{{- define "sallyport.redis.selector" -}}
app.kubernetes.io/name: redis
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: store
{{- end -}}

{{- define "sallyport.redis.hosts" -}}
{{- if .Values.redis.trial.enabled -}}
{{- if .Values.redis.hosts }}{{ fail "redis.hosts: leave it empty with redis.trial.enabled, or switch that off" }}{{ end -}}
redis://{{ include "sallyport.fullname" . }}-redis:6379
{{- else -}}
{{- if not .Values.redis.hosts }}{{ fail "redis.hosts is not set: set it to the address of your Redis, or redis.trial.enabled=true for a trial" }}{{ end -}}
{{- join "," .Values.redis.hosts -}}
{{- end -}}
{{- end -}}

{{/* The gateway's environment but for what is secret. */}}
{{- define "sallyport.environment" -}}
{{- $env := dict "QUARKUS_REDIS_HOSTS" (include "sallyport.redis.hosts" .) -}}
{{- if ne .Values.redis.clientType "standalone" -}}
{{- $_ := set $env "QUARKUS_REDIS_CLIENT_TYPE" .Values.redis.clientType -}}
{{- end -}}
{{- if eq .Values.redis.clientType "sentinel" -}}
{{- $_ := set $env "QUARKUS_REDIS_MASTER_NAME" .Values.redis.masterName -}}
{{- end -}}
{{- with .Values.redis.readIdleTimeout -}}
{{- $_ := set $env "QUARKUS_REDIS_TCP_READ_IDLE_TIMEOUT" . -}}
{{- end -}}
{{- $_ := set $env "QUARKUS_SHUTDOWN_DELAY" (printf "%ds" (int .Values.shutdown.delaySeconds)) -}}
{{- $_ := set $env "QUARKUS_SHUTDOWN_TIMEOUT" (printf "%ds" (int .Values.shutdown.timeoutSeconds)) -}}
{{- if not (or .Values.wabas .Values.numbers) }}{{ fail "wabas is empty: set at least one, with its accessTokenFile" }}{{ end -}}
{{- range $id, $waba := .Values.wabas -}}
{{- $prefix := printf "SALLYPORT_WABAS__%s__" $id -}}
{{- $_ := set $env (printf "%sACCESS_TOKEN" $prefix) (printf "file:/etc/sallyport/secrets/%s" $waba.accessTokenFile) -}}
{{- range $name, $key := dict "portfolio" "PORTFOLIO" "app" "APP" "timeZone" "TIME_ZONE" -}}
{{- with index $waba $name -}}
{{- $_ := set $env (printf "%s%s" $prefix $key) . -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $id, $number := .Values.numbers -}}
{{- $prefix := printf "SALLYPORT_NUMBERS__%s__" $id -}}
{{- $_ := set $env (printf "%sWABA_ID" $prefix) $number.wabaId -}}
{{- with $number.accessTokenFile -}}
{{- $_ := set $env (printf "%sACCESS_TOKEN" $prefix) (printf "file:/etc/sallyport/secrets/%s" .) -}}
{{- end -}}
{{- range $name, $key := dict "country" "COUNTRY" "portfolio" "PORTFOLIO" "mode" "MODE" "throughput" "THROUGHPUT" "messagingLimit" "MESSAGING_LIMIT" -}}
{{- if hasKey $number $name -}}
{{- $value := index $number $name -}}
{{- $_ := set $env (printf "%s%s" $prefix $key) (ternary (toString $value) (toString (int64 $value)) (kindIs "string" $value)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name, $client := .Values.clients -}}
{{- $prefix := printf "SALLYPORT_CLIENTS__%s__" (upper $name) -}}
{{- $_ := set $env (printf "%sKEY" $prefix) (printf "file:/etc/sallyport/secrets/%s" $client.keyFile) -}}
{{- with $client.numbers -}}
{{- $_ := set $env (printf "%sNUMBERS" $prefix) (join "," .) -}}
{{- end -}}
{{- with $client.defaultNumber -}}
{{- $_ := set $env (printf "%sDEFAULT_NUMBER" $prefix) . -}}
{{- end -}}
{{- end -}}
{{- range $name, $target := .Values.relayTargets -}}
{{- $prefix := printf "SALLYPORT_RELAY_TARGETS__%s__" (upper $name) -}}
{{- $_ := set $env (printf "%sURL" $prefix) $target.url -}}
{{- with $target.numbers -}}
{{- $_ := set $env (printf "%sNUMBERS" $prefix) (join "," .) -}}
{{- end -}}
{{- end -}}
{{- if .Values.rateCard -}}
{{- $_ := set $env "SALLYPORT_PRICING_RATE_CARD" "/etc/sallyport/rates/rate-card.csv" -}}
{{- end -}}
{{- $env = mergeOverwrite $env .Values.config -}}
{{- range $name := keys $env | sortAlpha }}
{{ $name }}: {{ index $env $name | quote }}
{{- end }}
{{- end -}}

{{/* Whether some key or token is in a file: then the Secret of files must be there. */}}
{{- define "sallyport.hasFiles" -}}
{{- $files := gt (add (len .Values.clients) (len .Values.wabas)) 0 -}}
{{- range .Values.numbers }}{{ if .accessTokenFile }}{{ $files = true }}{{ end }}{{ end -}}
{{- if $files }}true{{ end -}}
{{- end -}}

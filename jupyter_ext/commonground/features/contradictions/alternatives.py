"""Words that exclude each other: opposites, choices, scopes, people; tables for ``lexicon``."""

# ruff: noqa: E501 - a line of these tables is a row

from __future__ import annotations

OPPOSITES = """
enable + enable activate enabled | disable deactivate disabled
include + include includes contain contains carry carries mention mentions | exclude excludes omit omits leave-out
add + add adds insert append attach | remove removes strip
keep + keep keeps kept retain preserve remain survive survives | delete deletes drop drops dropped discard lose loses lost prune prunes pruned clear clears purge erase remove strip
accept + accept accepts honour welcome | reject rejects refuse decline
grant + grant granted grants | deny denied denies revoke revoked
ignore + handle propagate propagates raise surface reject rejects report | ignore ignores ignored swallow swallows swallowed suppress
stop - stop stops halt abort fail fails | continue continues proceed proceeds succeed succeeds
encrypt - encrypt encrypted | plaintext
order-of-time - before ahead | after afterwards
synchrony - sync synchronous synchronously | async asynchronous asynchronously
audience - public publicly external open | internal private closed confidential
direction - ascending | descending
mutability - mutable editable changeable | immutable
nullability - nullable | nonnullable
opting - optin | optout
trend - increase increases raise grow bigger larger | decrease decreases reduce shrink smaller lower
hand - automatic automatically automated | manual manually
hardness - soft | hard
state - stateful | stateless
letters - casesensitive | caseinsensitive
sharing - share shared shares common | exclusive
age - newest latest youngest last-write | oldest earliest
locking - optimistic optimistically | pessimistic pessimistically
eagerness - eager eagerly | lazy lazily
blocking - blocking | nonblocking non-blocking
typing - static statically | dynamic dynamically
strictness - strict | lenient lax tolerant
number - plural | singular
transport - push-based | pull-based
paging - offset pagenumbers | cursor
sourcing - inhouse | outsourced vendor
inside - inside | outside
verbosity - verbose | quiet
visible + show shows display | hide hides hidden
pass - pass passes succeed | block blocks
lead - first | last
fullness - full | incremental
through - inclusive | exclusive
mark - signed | unsigned
join - join | leave
mode - batch | streaming
place - onsite | remote
consistency - eventual eventually | strong strongly
scaling - horizontally horizontal | vertically vertical
case - uppercase upper | lowercase lower
line - online | offline
side - serverside | clientside
sampling - random | bytime
whole - monorepo monolith one-repository | polyrepo multirepo microservices
compression - compressed gzipped zipped | uncompressed
retries - exponential | fixedinterval linear
centrality - central centralised centralized | decentralised decentralized
"""

CHOICES = """
database (database db store storage): postgresql=postgres=postgresql mysql mariadb sqlite mongodb=mongo oracle cockroachdb dynamodb cassandra mssql couchdb firestore neo4j
warehouse (warehouse): snowflake bigquery redshift databricks clickhouse synapse duckdb
broker (bus queue broker message event job): kafka rabbitmq=rabbit nats pulsar sqs kinesis pubsub activemq celery zeromq mqtt
cache (cache): redis memcached=memcache varnish hazelcast valkey
search (search engine index): elasticsearch=elastic opensearch solr meilisearch typesense
cloud (cloud provider): aws azure gcp hetzner digitalocean heroku onprem=on-premises=on-premise
indentation (indent): tab=tabs space=spaces
zone (zone time timezone): utc=gmt localtime cet est pst
formatter (formatter format): black yapf autopep8
linter (linter): ruff flake8 pylint eslint biome
naming (case style): camelcase snakecase pascalcase kebabcase
quotes (string): doublequote singlequote
iac (infrastructure): terraform pulumi cloudformation ansible cdk opentofu
frontend (framework frontend ui): react vue angular svelte solid ember
backend (framework backend): django flask fastapi rails spring express laravel
css (style css): tailwind bootstrap sass
format (format file): json xml yaml csv parquet avro protobuf toml arrow orc msgpack problemjson plaintext html feather hdf5 pickle
key (key primary): uuid=uuids=guid autoincrement ulid integer=integers
numbers (type money number): integer=integers=int float=floats=double decimal=decimals
style (api protocol): rest=restful graphql grpc soap websocket=websockets
authentication (auth): oauth2=oauth apikey=apikeys saml ldap jwt=jwts basic-auth mtls oidc cookie=cookies
session (token session): jwt=jwts cookie=cookies
testing (framework test): pytest unittest nose jest mocha vitest junit testng
browser (browser e2e): playwright selenium cypress puppeteer
orchestrator (orchestrator pipeline workflow scheduler): airflow dagster prefect luigi argo cron
ci (ci pipeline): jenkins gitlab githubactions circleci travis teamcity buildkite
container (container cluster): kubernetes=k8s nomad ecs swarm
package (manager package): npm yarn pnpm bun
python-package (manager package dependency): pip poetry pipenv uv conda pdm
plotting (plot chart library): matplotlib plotly seaborn bokeh altair
frame (frame library): pandas polars spark=pyspark dask
ml (framework library): pytorch=torch tensorflow jax keras sklearn=scikit-learn
boost (model): xgboost lightgbm catboost
metric (metric): auc f1 accuracy recall precision rmse mae mape logloss
tracking (tracking experiment): mlflow wandb neptune comet
features (feature): feast tecton hopsworks
monitoring (monitoring dashboard): grafana kibana datadog newrelic splunk
vector (vector index embedding): qdrant milvus pinecone weaviate pgvector chroma faiss
objects (object storage lake bucket): s3 gcs minio
estimation (estimate): storypoints hour=hours tshirts
heading (case heading): titlecase sentencecase
where (side): client=browser server edge
process (process method): scrum kanban waterfall
errors (tracking): sentry rollbar bugsnag
flags (flag): launchdarkly unleash flagsmith configcat
load (test): locust k6 jmeter gatling
font (font): inter roboto arial helvetica
hash (hash password): bcrypt argon2 scrypt md5 sha1 sha256 pbkdf2
encoding (encoding charset): utf8=utf-8 latin1=iso-8859-1 utf16=utf-16 ascii
compression (compression): gzip zstd snappy lz4 brotli
ending (newline): lf crlf
loss (loss): mse crossentropy hinge huber
optimizer (optimizer): adam sgd adamw rmsprop
device (device): cpu gpu tpu
editor (editor): vscode pycharm vim emacs
build (build): maven gradle bazel make cmake
mesh (mesh): istio linkerd consul
delivery (deploy gitops): argocd flux spinnaker
call (meeting video): zoom meet webex
mail (mail): sendgrid mailgun ses postmark
payment (payment): stripe adyen braintree paypal
identity (identity login): keycloak auth0 okta cognito
wiki (wiki documentation): confluence notion
design (design): figma sketch
delivery-guarantee (delivery): at-least-once at-most-once exactly-once
merge-style (merge): squash rebase
licence (license): mit apache gpl bsd
tracker (ticket issue tracker): jira linear trello asana
chat (chat): slack teams discord mattermost
paging-tool (alert): pagerduty opsgenie victorops
vault (secret secrets): vault envvars file=files
language (language): python go=golang java kotlin rust typescript javascript ruby scala php csharp
speech (language): english german french spanish japanese chinese
branching (branching flow): trunkbased gitflow githubflow
main-branch (branch default): main master develop trunk
rollout (strategy): bluegreen rollingupdate canary recreate
rounding (rounding round): halfeven halfup truncate
versioning (version versions): semantic=semver calendar=calver
mood (message): imperative pasttense
fill (value missing): median mean zero mode
classes (class): dataclass=dataclasses pydantic attrs namedtuple=namedtuples typeddict
registry (image images registry): dockerhub companyregistry ghcr ecr harbor
colour (colour color): blue green red yellow orange purple grey=gray black white
server (server proxy): nginx apache caddy traefik haproxy envoy
orm (orm): sqlalchemy peewee hibernate prisma typeorm
docs (documentation): sphinx mkdocs docusaurus
template (template): jinja mustache handlebars
shell (shell): bash zsh fish powershell
os (image system): debian ubuntu alpine centos
dateformat (date format): iso8601 yyyy-mm-dd=iso dd.mm.yyyy mm/dd/yyyy dd/mm/yyyy
transform (transformation): dbt dataform
"""

SCOPES = """
environment: production=prod staging=stage development=dev local-development=sandbox testing-environment=qa preproduction=preprod demo
layer: frontend=front-end=ui=browser backend=back-end=server-side
test: unit integration end-to-end=e2e smoke load
platform: linux macos=mac windows ios android
device: mobile web=website desktop
region: eu=europe usa=us-region=america=american apac=asia uk japan=jp swiss=switzerland germany=german
role: admin=admins=administrator=administrators contributor=contributors reader=readers=viewer=viewers guest=guests
severity: critical minor major low-priority high-priority
plan: free paid premium enterprise basic
days: weekday=weekdays weekend=weekends
half: train test validation
kind: hotfix=hotfixes feature release
language: python yaml json sql typescript javascript java go rust markdown bash
age: legacy=old new
computing: batch streaming online offline
rank: primary secondary
"""

PEOPLE = """
alice bob carol dave eve priya tom maria ken jonas fatima dana lee olga viktor chen sofia anna ben
chris david elena emma erik felix frank george grace hannah hans helen ivan jack james jan jane jens
jim joe john julia karen karl kate kim lars laura lena leo linda lisa lucas luis luke marc marco
marie mark markus martin mary max mia michael mike mina nadia nick nina noah nora oliver omar oscar
pablo paul pedro peter petra rachel raj ravi robert rosa ruth sam samira sara sarah simon stefan steve
sven tina tim tomas uma vera wei yuki yusuf zoe ahmed aisha ali amir amy andrea andrew arjun carla
carlos clara daniel deepa diego emily eva francesca hiro ines jorge jose kenji klaus li lucia
malik mei mei-ling mohammed nikhil noor pierre rahul sanjay sergei sophie sunil tanja thomas tobias
"""

"""The words that rules about contradictions know: synonyms, opposites, exclusive choices, scopes.

Data alone, in the vocabulary of software and data teams. It refuses to know what a clause is; a
word that is missing here costs a finding and never makes one.
"""

# ruff: noqa: E501 - a line of these tables is a row

from __future__ import annotations

import re
from functools import cache

_SUFFIXES = (
    ("ational", "at"), ("isation", "is"), ("ization", "is"), ("ation", "at"), ("ition", "it"),
    ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""), ("ally", "al"), ("ions", ""),
    ("ion", ""), ("ings", ""), ("ing", ""), ("ies", "y"), ("ied", "y"), ("als", ""), ("al", ""),
    ("ers", ""), ("er", ""), ("ed", ""), ("es", ""), ("ly", ""), ("s", ""), ("e", ""),
)  # fmt: skip
_LONG = {
    "er": 7,
    "ers": 8,
    "al": 7,
    "als": 8,
    "ment": 8,
    "ments": 9,
    "ement": 9,
    "ements": 10,
    "ion": 6,
    "ly": 6,
}
_KEPT = frozenset(
    [
        "bus",
        "status",
        "access",
        "process",
        "address",
        "class",
        "this",
        "business",
        "series",
        "always",
        "https",
    ]
)


@cache
def stem(word: str) -> str:
    """A short form that a word shares with its inflections: cached, caches, caching -> cach."""
    if len(word) <= 3 or not word.isalpha():
        return word
    if word in _KEPT:
        return word
    for suffix, put in _SUFFIXES:
        left = len(word) - len(suffix)
        if word.endswith(suffix) and left >= 3 and len(word) >= _LONG.get(suffix, 0):
            if suffix == "s" and word.endswith("ss"):
                continue
            word = word[:left] + put
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    if len(word) > 3 and word[-1] in "ei":
        word = word[:-1]
    return word


PHRASES: tuple[tuple[str, str], ...] = (
    (r"pull[- ]requests?|merge[- ]requests?|\bprs?\b|\bmrs?\b", "pullrequest"),
    (r"\btim(?:e|es|ed|ing)[- ]?outs?\b", "timeout"),
    (r"\b(?:e-?mail)(s?)\b", "email"),
    (r"\bturn(?:s|ed)? on\b|\bswitch(?:es|ed)? on\b|\bopt(?:ed)? in to\b", "enabled"),
    (r"\bturn(?:s|ed)? off\b|\bswitch(?:es|ed)? off\b", "disabled"),
    (
        r"\b(is|are|be|stays?|left|remains?) on(?= (?:by|in|for|at|when|from|unless|every|per)\b|\W*$)",
        "is enabled",
    ),
    (r"\b(is|are|be|stays?|left|remains?) off\b", "is disabled"),
    (r"\bturn(?:ed)? (\w+(?: \w+)?) on\b", r"enabled \1"),
    (r"\bturn(?:ed)? (\w+(?: \w+)?) off\b", r"disabled \1"),
    (r"\bleav(?:e|es|ing) out\b|\bleft out\b", "omit"),
    (r"\bkeep (\w+(?: \w+)?) out of\b", r"never \1 in"),
    (r"\b(?:stays?|stay around|remains?|left) (?:around|in place)\b", "keep"),
    (r"\bthrow(?:n|s)? away\b|\bget rid of\b", "delete"),
    (r"\bcarr(?:y|ies) on\b|\bgo(?:es)? on\b|\bkeeps? going\b|\bkeeps? running\b", "continue"),
    (r"\bplain[- ]?text\b|\bunencrypted\b|\bin the clear\b", "plaintext"),
    (r"\bnot[- ]null(?:able)?\b|\bnon-null(?:able)?\b", "nonnullable"),
    (
        r"\bun(versioned|signed|tested|reviewed|documented|authenticated|restricted|sorted|ordered|"
        r"cached|indexed|validated|typed|monitored|protected|pinned|paginated)\b",
        r"not \1",
    ),
    (r"\b(?:runs?|valid|lasts?) until\b", "ends"),
    (
        r"\bun(?!us|it|expect|defin|limit|compress|encrypt|need|support|lock)([a-z]{3,}ed)\b",
        r"not \1",
    ),
    (r"\b(?:that |which |who )?(?:have|has|having|with) no\b", "without"),
    (r"\bexpir(?:es?|ed|ing)(?= +(?:in|on|at) )", "ends"),
    (
        r"\b(?:deleted|dropped|purged|discarded|erased|removed|cleaned up)\b(?=[^.]*\bafter {3})",
        "kept",
    ),
    (r"\btitle[- ]case\b", "titlecase"),
    (r"\bsentence[- ]case\b", "sentencecase"),
    (r"\bstory[- ]points?\b", "storypoints"),
    (r"\bpage[- ]numbers?\b", "pagenumbers"),
    (r"\bt-?shirt sizes?\b", "tshirts"),
    (r"\bweights (?:&|and) biases\b", "wandb"),
    (r"\bmade (?:public|private)\b", "is public"),
    (r"\bopt[- ]in\b", "optin"),
    (r"\bopt[- ]out\b", "optout"),
    (r"\b(?:case[- ]insensitive)\b", "caseinsensitive"),
    (r"\b(?:case[- ]sensitive)\b", "casesensitive"),
    (r"\bappend[- ]only\b|\bread[- ]only\b|\bfrozen\b|\bunchangeable\b", "immutable"),
    (r"\b(?:may|can|could) be (?:changed|edited|modified|altered|updated|mutated)\b", "is mutable"),
    (r"\bcan ?not be (?:changed|edited|modified|altered|updated|mutated)\b", "is immutable"),
    (r"\b(?:never|not) (?:changed|edited|modified|altered|mutated)\b", "immutable"),
    (r"\b(?:its|their|your|an?) own\b|\bseparate\b|\bdedicated\b", "exclusive"),
    (r"\bdouble[- ]quot\w+", "doublequote quote"),
    (r"\bsingle[- ]quot\w+", "singlequote quote"),
    (r"\blocal[- ]times?(?:[- ]?zone)?\b", "localtime time"),
    (r"\bblue[- ]green\b", "bluegreen"),
    (r"\brolling(?: updates?| deploys?| deployments?)?\b", "rollingupdate"),
    (r"\bgit[- ]?flow\b", "gitflow"),
    (r"\bgithub[- ]?flow\b", "githubflow"),
    (r"\btrunk[- ]based(?: development)?\b", "trunkbased"),
    (r"\bpower ?bi\b", "powerbi"),
    (r"\b(?:google cloud|gcp)\b", "gcp"),
    (r"\bsql server\b|\bms ?sql\b", "mssql"),
    (r"\bgithub actions\b", "githubactions"),
    (r"\bgitlab(?: ci)?\b", "gitlab"),
    (r"\bhalf[- ]to[- ]even\b|\bhalf[- ]even\b|\bbanker\W?s rounding\b", "halfeven"),
    (r"\bhalf[- ]up\b", "halfup"),
    (r"\bexponential(?:ly)?(?: back[- ]?off)?\b|\bbacks? off exponentially\b", "exponential"),
    (r"\bfixed (?:interval|delay|pause)\b|\bconstant (?:interval|delay)\b", "fixedinterval"),
    (r"\b(?:the )?(?:past|present) tense\b", "pasttense"),
    (r"\bimperative(?: mood)?\b", "imperative"),
    (
        r"\b(?:auto|automatic)[- ]?(?:increment|incrementing)\b(?: integers?| ids?)?",
        "autoincrement",
    ),
    (r"\bsequential (?:integers?|ids?)\b|\bserial (?:integers?|ids?)\b", "autoincrement"),
    (r"\bfloating[- ]point(?: numbers?)?\b", "float"),
    (r"\bsnake[_ -]case\b", "snakecase"),
    (r"\bcamel[_ -]?case\b", "camelcase"),
    (r"\bpascal[_ -]?case\b|\bupper camel[_ -]?case\b", "pascalcase"),
    (r"\bkebab[_ -]?case\b", "kebabcase"),
    (r"\bat random\b|\brandomly\b", "random"),
    (r"\bby (?:time|date)\b|\bchronologically\b", "bytime"),
    (r"\bin the office\b|\bon[- ]site\b|\bin person\b", "onsite"),
    (r"\bfrom home\b|\bremotely\b|\bremote\b", "remote"),
    (r"\benvironment variables?\b|\benv vars?\b", "envvars"),
    (r"\bapi keys?\b", "apikey"),
    (r"\bcustomer names?\b", "customer name"),
    (r"\bstraight to\b|\bdirectly to\b", "direct to"),
    (r"\bby hand\b", "manually"),
    (r"\bas (?:soon as )?integers?\b", "as integer"),
    (r"\bon[- ]?calls?\b", "oncall"),
    (r"\bhands? over\b|\bhand-?overs?\b", "handover"),
    (r"\bhand-?offs?\b", "handoff"),
    (r"\bstand-?ups?\b|\bdail(?:y|ies) scrum\b", "standup"),
    (r"\b(?:daily )standup", "standup"),
    (r"\bworks? with(?=out)\b", "work with"),
    (r"\bproblem\+json\b", "problemjson"),
    (r"\bdocker ?hub\b", "dockerhub"),
    (r"\bcompany registry\b|\bown registry\b|\binternal registry\b", "companyregistry"),
    (r"\bdue dates?\b", "due"),
    (r"\bsource of truth\b", "truthsource"),
    (r"\bserver[- ]side\b", "serverside"),
    (r"\bclient[- ]side\b", "clientside"),
)
"""What is one word to the rules though people write several, or write it in several ways."""

COMPILED_PHRASES = tuple((re.compile(pattern), put) for pattern, put in PHRASES)

_SYNONYMS = """
request: call request
money: money monetary amount price-amount
timeout: timeout deadline
long: take last long length duration lifetime live valid validity expire expiry lifespan ttl
wide: wide width
high: high height tall
deep: deep depth
fast: fast speed quick quickly
heavy: heavy weight
join: join joins member
answer: answer answers answered reply replies respond response
announce: announce announced post posted
edit: edit edits edited modify modified change changed changes amend
block: block blocks blocked
show: show shows shown display displayed visible
send: send sent sends
pay: pay pays paid
alert: alert alerts alarm alarms page-alert
inform: inform informed notify notified
guideline: guideline guidelines rule rules convention conventions
job: job jobs task tasks
host: host hosts hosted
user: user users
feature: feature features
install: install installs installed installation
build-own: inhouse in-house
sprint: sprint sprints iteration iterations
ticket: ticket tickets issue issues
estimate: estimate estimates estimated estimation
rule-of-two: pair-programming pairing
train-set: trainset
parameter: parameter parameters argument arguments arg args
variable: variable variables
folder: folder folders directory directories
report: report reports reporting
chart: charts graph graphs
price: price prices pricing
invoice: invoice invoices
delete: delete deleted deletes deletion
retry: retry retries reattempt attempt
approve: approval approve approver sign-off signoff
review: review reviewer
handover: handover handoff rotate-call
scale: autoscaling auto-scaling scaling scale autoscale
database: database db schema
repository: repository repo repositories
function: function method
error: error exception failure
deploy: deploy deployment deploys deployed ship shipped rollout rolled
release: release releases
document: docs documentation document
docstring: docstring docstrings
error-response: problem
begin: begin start starts schedule scheduled kick-off launch open-date
end: end ends finish stop-date runs-until
create: create open new
delete-data: erase
log: log logs logging logged
test: test tests tested testing
authenticate: authentication auth authenticate login-required authenticated
authorize: authorization authorisation authorize
encrypt: encrypt encrypted encryption
configure: config configuration settings configure
notebook: notebook notebooks ipynb
cell: cell cells
dependency: dependency dependencies package packages
customer: customer customers client-company
message: message messages
commit: commit commits committed committing
merge: merge merged merging merges
branch: branch branches
minimum: minimum min
maximum: maximum max
limit: limit cap threshold ceiling quota
size: size big large
indent: indent indentation indented
own: own owner owned owns ownership responsible responsibility maintain maintainer maintained maintains charge
assign: assign assignee assigned
lead: lead leads leader head
work: work working works
name: name named names naming
store: store stored stores save saved storage persist persisted keep keeps kept retain retained retention
endpoint: endpoint endpoints route routes
use: use uses used using usage utilize utilise
validate: validate validates validation validated check checks checked verify verifies verified
duplicate: duplicate duplicates
train: train trains trained training
retrain: retrain retrained retrains
secret: secret secrets credential credentials password-secret
password: password passwords passphrase
environment: environment environments
stacktrace: stacktrace stacktraces traceback tracebacks
parser: parser
date: date dates timestamp timestamps time times datetime
backup: backup backups
refresh: refresh refreshed
cost: budget
cache: cache cached caches caching
fetch: fetch download
compile: compile compiled build builds built
write: write writes written wrote
render: render draw plot plots chart charts
page: page pages
meeting: meeting meetings
retro: retro retrospective retrospectives
freeze: freeze
support: support supported supports supporting
bundle: bundle
sleep: sleep sleeps sleeping
push: push pushes pushed pushing
contractor: contractor contractors freelancer freelancers
access: access
column: column columns field fields
key: key keys
line: line lines
comment: comment comments
developer: developer developers engineer engineers
"""

_LIGHT = """
s use have has had be is are was were been being do does did done get gets make makes made go goes set
sets put run runs running take takes happen happens hold holds held place happening need needs needed
enough want wants our we us you your i they their them it its he she his her my this that these those
there here all every each any some several many most more other another else both the a an of in
on at to for from by with into onto as per via through between within during over under about around
up down out off and or but so if then than when while where which who whom whose what how why will
would should shall may might can could must always never not no only just also still already yet
now today currently default defaults total very much such same way thing things everything
everyone everybody anybody somebody anywhere nowhere value values service services system systems
team teams project component leave leaves left let lets put part parts software tool tools new newer work works day days
described described written write writes done follow follows serve called named stay stays
really please ensure sure made goes come comes came live
contains contain like using used uses base based time times built build builds build held count
counts look looks speak speaks spoke process exchange exchanged send sent sends settle settled choose
chose chosen decide decided decision judge judged trigger triggered pull pulled
orchestrate orchestrated return returned returns give given gives yield
above below beyond across against among beside read reads arrive arrives represent represents
express expressed belong belongs become record recorded
latest strictly ok okay fine allowed permitted forbidden prohibited banned optional required require
requires mandatory possible free minimum maximum min max least most limit limited number amount
exactly approximately roughly almost nearly accept accepted keyed hour hours minute minutes second
seconds week weeks month months year years
"""

_OPPOSITES = """
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

_CHOICES = """
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

_SCOPES = """
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

_PEOPLE = """
alice bob carol dave eve priya tom maria ken jonas fatima dana lee olga viktor chen sofia anna ben
chris david elena emma erik felix frank george grace hannah hans helen ivan jack james jan jane jens
jim joe john julia karen karl kate kim lars laura lena leo linda lisa lucas luis luke marc marco
marie mark markus martin mary max mia michael mike mina nadia nick nina noah nora oliver omar oscar
pablo paul pedro peter petra rachel raj ravi robert rosa ruth sam samira sara sarah simon stefan steve
sven tina tim tomas uma vera wei yuki yusuf zoe ahmed aisha ali amir amy andrea andrew arjun carla
carlos clara daniel deepa diego emily eva francesca hiro ines jorge jose kenji klaus li lucia
malik mei mei-ling mohammed nikhil noor pierre rahul sanjay sergei sophie sunil tanja thomas tobias
"""

ROLE_WORDS = frozenset(
    map(stem, ["own", "assign", "lead", "manager", "escalate", "review", "primary", "secondary", "contact", "handle", "approve", "migrate", "coordinate", "responsible", "maintain", "run", "prepare", "rewrite", "implement", "driver", "assignee", "deputy", "chair", "moderate", "present", "supervise", "drive", "owner"])
)  # fmt: skip
"""Words of which one person at a time is the holder."""


@cache
def synonyms() -> dict[str, str]:
    """Stem -> the concept that it stands for."""
    found: dict[str, str] = {}
    for line in _SYNONYMS.strip().splitlines():
        concept, words = line.split(": ")
        for word in words.split():
            found.setdefault(stem(word), concept)
    return found


@cache
def light() -> frozenset[str]:
    """Words that say too little to tell two topics apart."""
    words = _LIGHT.split()
    return frozenset(words) | frozenset(map(stem, words))


@cache
def opposites() -> dict[str, tuple[tuple[str, int, bool], ...]]:
    """Stem -> the axes it lies on: name, side (1 or -1), and whether -1 also negates a clause."""
    found: dict[str, list[tuple[str, int, bool]]] = {}
    for line in _OPPOSITES.strip().splitlines():
        axis, folds, words = line.split(" ", 2)
        for side, part in zip((1, -1), words.split(" | "), strict=True):
            for key in dict.fromkeys(map(stem, part.split())):
                found.setdefault(key, []).append((axis, side, folds == "+"))
    return {key: tuple(value) for key, value in found.items()}


def _grouped(text: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for line in text.strip().splitlines():
        head, values = line.split(": ")
        group = head.split(" (")[0]
        for value in values.split():
            names = value.split("=")
            for name in names:
                if (group, names[0]) not in found.setdefault(name, []):
                    found[name].append((group, names[0]))
    return {key: tuple(value) for key, value in found.items()}


@cache
def choices() -> dict[str, tuple[tuple[str, str], ...]]:
    """Word -> the groups of exclusive choices it belongs to, each with its canonical value."""
    return _grouped(_CHOICES)


@cache
def categories() -> dict[str, frozenset[str]]:
    """Group of choices -> stems that name the group itself ("the database is PostgreSQL")."""
    found = {}
    for line in _CHOICES.strip().splitlines():
        head = line.split(": ")[0]
        group, _, words = head.partition(" (")
        found[group] = frozenset(concept(w) for w in words.rstrip(")").split())
    return found


@cache
def scopes() -> dict[str, tuple[tuple[str, str], ...]]:
    """Word -> the kinds of scope it names (environment, platform, region, ...), with the value."""
    return _grouped(_SCOPES)


@cache
def people() -> frozenset[str]:
    """First names, in lower case."""
    return frozenset(_PEOPLE.split())


@cache
def concept(word: str) -> str:
    """The concept a lower-case word stands for: its synonym group, else its stem."""
    key = stem(word)
    return synonyms().get(key, key)

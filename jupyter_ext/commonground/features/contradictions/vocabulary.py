"""Words that mean the same, and words that mean little: tables for ``lexicon``, which reads them."""

# ruff: noqa: E501 - a line of these tables is a row

from __future__ import annotations

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

SYNONYMS = """
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

LIGHT = """
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

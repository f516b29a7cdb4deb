# What TwoStartsTwoValleys says.
# One weight is told of first: from $w_a and from $w_b $valley_steps steps at a rate of
# $valley_rate lead to costs of $valley_a and $valley_b. Then the network, of $parameters weights and biases: $tries
# starts, drawn by the seeds from 0 on, take $steps steps at $rate. A, of $seed_a, gets furthest, to $C_a; B, of $seed_b,
# least far, to $C_b; one in the middle of them gets to $C_middle. $uphill steps of both raised their costs. For $plateau
# steps B stood at the cost of one answer for all. $hill is the highest cost between A and B, $hill_copy that between A
# and A with two neurons exchanged. $shown of $examples examples are drawn.

claim = How far a descent gets can depend on where it starts.

roll_down_twice =
    One weight: this curve is its landscape. { $valley_steps } steps at a rate of { $valley_rate } lead from { $w_a } to
    a cost of { $valley_a }, but from { $w_b }, beyond the hill, to { $valley_b }.
    .asks = Can a descent end in a poor answer only because of where it starts?

take_two_starts = Now this network: { $parameters } weights and biases{ $size ->
        [few] .
       *[many] , too many to draw their landscape.
    } Weights are drawn by chance, with seeds { $seed_a } and { $seed_b }. Dotted ones are negative.

follow_two_descents = { $stands ->
        [never] Both go down, in step.
       *[long] For { $plateau } steps B costs about as much as one answer for all: the mean of the desired ones.
    }{ $climbs ->
        [never] {""}
       *[sometimes] {" "}{ $uphill } of their steps went uphill.
    }{ $told ->
        [all] {""}
       *[some] {" "}Below are { $shown } of { $examples } examples.
    } After { $steps } steps at a rate of { $rate } { $ends ->
        [same] both starts come to the same cost, { $C_a }.
       *[other] A costs { $C_a } and B { $C_b }.
    }

walk_between = Walk straight from A to B, moving all weights and biases together: { $rises ->
        [hill] there is a hill, the cost climbs to { $hill }.
       *[none] the cost never rises much above the higher end.
    } Other ways are not seen here.

mind_the_hill =
    But a hill is no proof: exchange two hidden neurons of A, edges and all. The answers stay the same, yet on the way
    there the cost climbs to { $hill_copy }.

try_more_starts = So people try several starts. After { $steps } steps the best of { $tries } costs { $C_a }, one in the
    middle { $C_middle }, the last { $C_b }.

# On screen: what the starts, their ends and their curves are called; the seeds below; the way between two ends.
start_a = start A
start_b = start B
a = A
b = B
level = one answer for all
steps = steps
desired = desired
copy = copy of A
seeded_a = start A: seed
seeded_b = start B: seed
between = straight line between them
seed = seed

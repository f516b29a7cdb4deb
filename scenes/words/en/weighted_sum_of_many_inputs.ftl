# What WeightedSumOfManyInputs says.
# $w times the activation $x is $term; all terms and the bias $b add up to $z, of which the activation function makes $a.

claim = Each neuron adds up what it hears{ $does ->
        [line] , then hands on the sum as it is
        [share] ; softmax then turns the sums into shares
       *[curve] , then passes the sum through its curve
    }.

listen = Neuron { $j } hears { $many ->
        [one] one neuron. It sends its activation.
       *[many] { $count } neurons. Each sends its activation.
    }

weigh_what_it_hears = The weight makes it longer or shorter. { $w } times { $x } is { $term }.{ $signs ->
        [negative] {" "}A negative weight turns it round.
       *[positive] {""}
    }
    .asks = With actual values, what does a weight do to an activation?

stack_it_up = Laid end to end, with the bias { $b } last, they stop at { $z }. This sum is called z.

squash_it = { $bends ->
        [line] The sum is handed on as it is: the activation is { $a }.
        [dead] The sum { $z } is below { $zero }, so the activation is { $a }.
        [share] Softmax compares this sum with the sums of the other outputs. Its share is the activation, { $a }.
        [whole] There is no other output to share with, so softmax gives all to this one: { $a }.
        [kept] On the curve, the sum { $z } becomes the activation { $a }. The curve keeps every answer between { $low } and { $high }.
       *[curve] On the curve, the sum { $z } becomes the activation { $a }.
    }

every_neuron = Every neuron j does the same: multiply, add over all k, { $does ->
        [line] hand on.
        [share] share.
       *[curve] bend.
    }

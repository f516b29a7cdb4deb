# What BackThroughTheChain says.
# The step that is told slowly leads back through the last layer but one: from $before, whose slope is known.

claim = The same step repeats until the input.

start_from_what_is_known =
    How the cost answers { $before } is known: its slope is { $known }.
    What about the layer before?

take_one_step_back =
    One step back begins with the slope of the curve. Times { $steepness }, that makes the slope for the bias: { $bends ->
        [near] about { $db }.
       *[equal] { $db }.
    } From there, times the activation { $source }: the slope for the weight, { $hears ->
        [near] about { $dw };
       *[equal] { $dw };
    } times the weight { $weight }: the slope for the neuron before, { $weighs ->
        [near] about { $da }.
       *[equal] { $da }.
    }
    .asks = How is the chain extended to the layer before?

repeat_to_the_input = The same step again and again, until the input. { $course ->
        [shrinks] On the way the slopes shrink, from { $last } at the output to { $first } at the input.
        [grows] On the way the slopes grow, from { $last } at the output to { $first } at the input.
        [ends] One factor on the way is zero, and all slopes behind it are zero as well.
       *[zero] The slope at the output is zero already, so all slopes are zero.
    }
    .asks = In the first layer, what is the activation before?

write_it_out =
    Written out, the slope for { $weight1 } has { $count } factors.
    Only the first three are new. Compute all others once, and keep them.
    .asks = What does the derivative look like, all the way back to the first weight?

try_the_activations =
    A tempting guess: multiply by the activations instead of the weights. That makes { $wrong } instead of { $right }. Which is right?

let_the_nudge_decide = A real nudge decides. Push { $weight1 } by { $by } and run the network: the cost moves by { $moved }. { $verdict ->
        [refutes] This is where the line with the weights ends. The guess is wrong.
        [zero] Both products are zero, and so close to nothing is what the nudge finds.
        [coarse] No nudge settles here, so that this one decides nothing.
       *[close] The two products are too close for this nudge to tell them apart.
    }

# On screen.
layers = { $gap ->
        [one] { $gap } layer
       *[other] { $gap } layers
    }
more = { $gap } more
guess = a guess
with_weights = with the weights
with_activations = with the activations
real_nudge = a real nudge
drawn = drawn { $factor } times as high

# What TheSimplestNetwork says.
# $network, $input and $output are the user's names. $b_own is a neuron's own bias, $b_chain the one with what the
# other neurons send. $x is the input, $a_prev and $out are the last two activations, $y what the last should be,
# $miss the distance between the two, $C the cost. $count is how many weights and biases there are.

claim = A chain of neurons is set by one weight and one bias per step, and scored by one number.

show_the_network = In “{ $network }” we follow one neuron in each layer{ $named ->
        [both] , from { $input } to { $output }
        [input] , from { $input } to the output
        [output] , from an input to { $output }
       *[none] , from an input to an output
    }. All others keep the values that they have.

hold_the_rest_still = { $outputs ->
        [only] The outputs compete. What this takes off is fixed, and joins the bias. The softmax becomes a sigmoid
        [compete] What the others send, number times weight, is fixed. It joins the bias. The softmax becomes a sigmoid
       *[apart] What the others send, number times weight, is fixed. It joins the bias
    }: { $b_own } becomes { $b_chain }. Now each step has one weight and one bias.

run_forward = { $x } goes in. Each neuron makes its number from the one before it. The last one says { $out }.

collect_what_sets_it = These { $count } numbers decide everything: one weight and one bias for each step.
    From all of them comes the cost C. It says how wrong the network is.
    .asks = What are the actual numbers that decide what comes out?

name_the_last_two = The last two numbers, { $a_prev } and { $out }, are called activations: { $previous } and { $last }.
    The raised number counts layers: { $last } is in layer { $L }. It is not a power.

score_the_miss = The output should say { $y }. It says { $out }. { $score ->
        [square] The miss is { $miss }. We square it, so that too much and too little both count. This is the cost: { $C }.
        [half] The miss is { $miss }. We square it, so that too much and too little both count. Half of the square is the cost: { $C }.
        [valley] The curve says what each answer would cost: to be sure and wrong costs most. This answer costs { $C }.
        [slide] The curve says what each answer would cost: a small answer costs most. This answer costs { $C }.
       *[other] The curve says what each answer would cost. This answer costs { $C }.
    }

# On screen: under a neuron, under the bias of the chain, beside what the softmax takes off, over what is told as one.
layer = layer { $number }
inputs = inputs
held = b and what is held
rivals = softmax
more = +{ $number }
gap = { $number } layers

# What SensitivityFlowsBackward says.
# $output is an output by its number and $slope the slope by it; $up and $down are what positive and negative paths
# bring to one neuron, and $left what remains.

claim = One sweep back gives every slope.

light_up_forward =
    First forward: the inputs light up every layer. The cost is { $C }.

begin_at_the_cost =
    Now backward. We begin at the cost, with { $one }: it follows itself one to one. { $direct ->
        [direct] The sum of output { $output } gets { $slope }.
       *[by_outputs] Output { $output } gets { $slope }.
    } Hollow means: more of it, less cost.

one_neuron_slowly =
    One neuron, slowly. Each neuron ahead sends its delta: its slope, passed through its curve. Each path multiplies it by its weight. { $cancels ->
        [both] { $up } up and { $down } down leave { $closes ->
            [near] about { $left }.
           *[equal] { $left }.
        }
        [nothing] They leave nothing: { $left }.
       *[one_way] Nothing cancels: together they are { $left }.
    } { $gated ->
        [gated] Times { $bend }, the slope of its curve, this is its delta: { $delta }.
       *[shared] Through the curve that the layer shares, this is its delta: { $delta }.
    }

sweep_on =
    { $sloping ->
        [none] All the others do the same, layer by layer. Each edge leaves one slope, but here all { $total } slopes are { $zero }.
       *[some] All the others do the same, layer by layer. Each edge leaves one slope in its slot: the activation behind it, times delta. Each bias gets delta itself. { $fades ->
            [fades] On the way the slopes become smaller, here { $factor } times.
           *[stays] {""}
        }
    }

count_the_work = { $compared ->
        [all] One sweep found all { $total } slopes. This network is so small that nudging finds them with as many products.
       *[some] One sweep found all { $total } slopes. With as many products, nudging each weight and bias in turn finds only { $nudged }.
    }
    .asks = Could we not find these slopes by nudging each weight and bias in turn?

# On screen: from where on all is drawn through a lens.
lens = { $factor } from here

# On screen, beside the counters; a bar parts two lines.
of = of
sweep = one sweep back
slopes = { $count ->
        [one] slope
       *[other] slopes
    }
nudging = nudging, with|as many products

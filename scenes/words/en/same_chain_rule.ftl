# What SameChainRule says.
# $w is the weight's value, $first, $second and $third are the slopes along its path ($second that of the cost by the
# sum where outputs compete), $slope what they make.

claim = { $outputs ->
        [compete] For one weight the chain rule looks just as before, but for one sum.
       *[apart] For one weight the chain rule looks just as before.
    }

pull_the_path_out = { $outputs ->
        [compete] The weight { $weight } touches one sum, { $z }. The outputs share one total, so this sum moves all of them, and they move the cost.
       *[apart] The weight { $weight } touches one sum, { $z }. This moves one activation, and this moves the cost.
    }

stretch_the_nudge = { $outputs ->
        [compete] One unit of the weight gives { $first } units of the sum. All outputs together make { $second } of it for each unit.
       *[apart] One unit of the weight gives { $first } units of the sum. The curve multiplies by { $second }. The cost multiplies by { $third }.
    }

write_the_product = { $outputs ->
        [compete] Two factors make one product
       *[apart] Three factors make one product
    }. This is the slope of the cost for this one weight: { $slope }.

only_the_indices_are_new = { $outputs ->
        [compete] For one neuron per layer we wrote the same line. New are the indices, and the sum in the last factor.
       *[apart] For one neuron per layer we wrote the same line. New are only the indices.
    }

# On screen, at the rule from which on all is drawn longer.
lens = { $factor }{ $way ->
        [down] {" "}from here
       *[right] {" "}→
    }
